//! Results that are told again within `--max-age`. Each is sealed with all that it came of: settings, secret, options and trusted authorities. One
//! that was changed by somebody else, or belongs to a file that was changed since, does not fit its seal and is none. The file holds what is
//! printed, and nothing else.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use ring::{digest, hmac};
use serde::{Deserialize, Serialize};

use super::super::session::Plan;
use crate::cli::ProbeArgs;
use crate::date::Date;
use crate::error::Error;
use crate::inspect::Inspection;
use crate::live::{PROXY_VARIABLES, Request};
use crate::probe::Probed;
use crate::system;
use crate::terminal::harmless;
use crate::write::put;

/// The largest cache that is read, in bytes.
const LARGEST: u64 = 1 << 20;
/// The most results that are kept.
const MOST: usize = 64;

/// The file's content.
#[derive(Default, Serialize, Deserialize)]
struct Content {
    version: u32,
    results: Vec<Sealed>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Sealed {
    seal: String,
    /// JSON, as it was sealed.
    result: String,
}

impl Sealed {
    fn probed(&self) -> Option<Probed> {
        serde_json::from_str(&self.result).ok()
    }
}

/// What a result came of.
pub struct Seal(hmac::Key);

impl Seal {
    /// All that decides about a result.
    pub fn of(args: &ProbeArgs, plan: &Plan, request: &Request, inspection: &Inspection) -> Self {
        let mut all = digest::Context::new(&digest::SHA256);
        let mut add = |bytes: &[u8]| {
            all.update(&(bytes.len() as u64).to_be_bytes());
            all.update(bytes);
        };
        // How the result is written, and how long it is told, change nothing about it.
        let args = ProbeArgs { format: Default::default(), max_age: None, cache: None, paths: vec![], ..args.clone() };
        add(env!("CARGO_PKG_VERSION").as_bytes());
        add(format!("{args:?} {:?} {request:?} {}", plan.in_force, Date::today()).as_bytes());
        add(request.secret.expose().as_bytes());
        add(inspection.source.text().as_bytes());
        for base in &plan.options.base {
            add(base.source.text().as_bytes());
        }
        for name in PROXY_VARIABLES.iter().chain(&["NO_PROXY", "no_proxy"]) {
            add(std::env::var(name).unwrap_or_default().as_bytes());
        }
        request.trust.keys().for_each(add);
        Self(hmac::Key::new(hmac::HMAC_SHA256, all.finish().as_ref()))
    }

    fn write(&self, result: &str) -> String {
        hmac::sign(&self.0, result.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The cache of a run.
pub struct Cache {
    path: PathBuf,
    max_age: i64,
    now: i64,
    results: Vec<Sealed>,
    changed: bool,
    /// Why the file is neither read nor written.
    unfit: Option<String>,
}

impl Cache {
    /// Reads a cache. What is there and is none counts as empty.
    ///
    /// # Errors
    /// It is not a file, or its folder is not there.
    pub fn open(path: &Path, max_age: u32, now: i64) -> Result<Self, Error> {
        let folder = folder(path);
        if !folder.is_dir() {
            return Err(Error::new(format!("--cache: the folder `{}` does not exist", folder.display())));
        }
        let (results, unfit) = match read(path) {
            Ok(text) => (serde_json::from_str(&text).map_or_else(|_| vec![], |content: Content| content.results), None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (vec![], None),
            Err(error) => (vec![], Some(system::refusal(&error))),
        };
        let mut cache =
            Self { path: path.to_owned(), max_age: i64::from(max_age), now, results, changed: false, unfit };
        let fresh: Vec<_> = cache.results.drain(..).take(MOST).collect();
        cache.results = fresh.into_iter().filter(|one| one.probed().is_some_and(|one| cache.is_fresh(&one))).collect();
        Ok(cache)
    }

    fn is_fresh(&self, probed: &Probed) -> bool {
        (0..=self.max_age).contains(&(self.now - probed.at))
    }

    /// The result of a file, if it is known and not too old.
    pub fn get(&self, path: &str, seal: &Seal) -> Option<Probed> {
        let known = self.results.iter().filter(|one| seal.write(&one.result) == one.seal);
        let mut probed = known.filter_map(Sealed::probed).find(|one| one.path == path && self.is_fresh(one))?;
        probed.age = Some(self.now - probed.at);
        Some(probed)
    }

    /// Keeps a result.
    pub fn put(&mut self, probed: &Probed, seal: &Seal) {
        let Ok(result) = serde_json::to_string(probed) else { return };
        self.results.retain(|one| one.probed().is_some_and(|one| one.path != probed.path));
        self.results.push(Sealed { seal: seal.write(&result), result });
        self.changed = true;
    }

    /// Writes what is new, and says why that cannot be done.
    pub fn close(mut self) -> Option<String> {
        let shown = harmless(&self.path.display().to_string());
        if let Some(why) = &self.unfit {
            return Some(format!("the cache {shown} is not used: {why}"));
        }
        if !self.changed {
            return None;
        }
        let first = self.results.len().saturating_sub(MOST);
        let content = Content { version: 1, results: self.results.split_off(first) };
        let failed = |error: io::Error| format!("the cache {shown} cannot be written: {}", system::refusal(&error));
        put(&self.path, serde_json::to_string(&content).ok()?.as_bytes(), true).map_err(failed).err()
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The text of a file, which must be one: no link is followed, and nothing else is waited for.
fn read(path: &Path) -> io::Result<String> {
    let not_a_file = || io::Error::new(io::ErrorKind::InvalidInput, "it is a link, or not a file");
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(not_a_file());
    }
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags((rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits().cast_signed());
    }
    let file = options.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(not_a_file());
    }
    let mut bytes = vec![];
    file.take(LARGEST).read_to_end(&mut bytes)?;
    // What is no text is no cache.
    Ok(String::from_utf8(bytes).unwrap_or_default())
}
