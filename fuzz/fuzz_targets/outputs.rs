//! Command lines on a file: what they print on either stream shows no planted secret and holds no command. It takes the streams of the
//! whole program, so that no test can run beside it.
#![no_main]

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};

use clap::FromArgMatches as _;
use libfuzzer_sys::fuzz_target;
use osweb_config::cli::{Cli, command};
use osweb_config::inspect::{Options, inspect};
use osweb_config::source::SourceFile;
use osweb_config_fuzz::ENDINGS;
use osweb_config_fuzz::masks::{Planted, plant};

/// Without the file, which comes last.
const LINES: &[&str] = &[
    "check --verbose",
    "check --diff --unsafe-fixes",
    "check --statistics",
    "check --show-files --format json",
    "check --format github --fail-on info",
    "show --verbose",
    "show --all",
    "show --all --format json",
    "migrate",
    "migrate --verbose --client-id 3f2504e0-4f89-41d3-9a0c-0305e82c3301 --tenant-id contoso.onmicrosoft.com --client-secret-placeholder X --all-documents",
    "migrate --format json --client-id 3f2504e0-4f89-41d3-9a0c-0305e82c3301 --tenant-id contoso.onmicrosoft.com --client-secret-placeholder X",
    "migrate --check",
    "setup --verbose",
    "config",
    "rotate --offline --diff --verbose --client-secret-file NEW",
];

/// Standard output and standard error, and a file in the place of each.
struct Streams {
    real: [File; 2],
    caught: [File; 2],
}

static STREAMS: LazyLock<Streams> = LazyLock::new(|| {
    let temporary = || tempfile::tempfile().expect("a file");
    let real = [rustix::io::dup(rustix::stdio::stdout()), rustix::io::dup(rustix::stdio::stderr())];
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        STREAMS.release();
        hook(panic);
    }));
    Streams { real: real.map(|stream| File::from(stream.expect("a stream"))), caught: [temporary(), temporary()] }
});

impl Streams {
    fn catch(&self) {
        rustix::stdio::dup2_stdout(&self.caught[0]).expect("a stream");
        rustix::stdio::dup2_stderr(&self.caught[1]).expect("a stream");
    }

    fn release(&self) {
        let _ = (rustix::stdio::dup2_stdout(&self.real[0]), rustix::stdio::dup2_stderr(&self.real[1]));
    }

    /// What was written since the last time.
    fn said(&self) -> String {
        let mut said = vec![];
        for mut file in &self.caught {
            file.rewind().expect("a file");
            file.read_to_end(&mut said).expect("a file");
            file.set_len(0).expect("a file");
            file.rewind().expect("a file");
        }
        String::from_utf8(said).expect("UTF-8")
    }
}

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("osweb-config-outputs-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("new"), "zR31Q~newly-made.for_the~laws-0123456789").expect("a file");
    folder
});

/// The command lines, parsed, for each ending.
static PARSED: LazyLock<Mutex<Vec<Vec<Cli>>>> = LazyLock::new(|| {
    let parse = |ending: &str, line: &str| {
        let file = FOLDER.join(format!("osweb-prod.{ending}"));
        let new = FOLDER.join("new").display().to_string();
        let words = line.split(' ').map(|word| if word == "NEW" { new.as_str() } else { word });
        let words = ["osweb-config"].into_iter().chain(words).map(std::ffi::OsString::from);
        let words: Vec<_> = words.chain([file.into_os_string()]).collect();
        Cli::from_arg_matches_mut(&mut command(&words).get_matches_from(&words)).expect("a command line")
    };
    ENDINGS.map(|ending| LINES.iter().map(|line| parse(ending, line)).collect()).into_iter().collect::<Vec<_>>().into()
});

fuzz_target!(|bytes: &[u8]| {
    let [line, ending, bytes @ ..] = bytes else { return };
    let (line, ending) = (usize::from(*line) % LINES.len(), usize::from(*ending) % ENDINGS.len());
    let bytes = plant(bytes);
    let path = FOLDER.join(format!("osweb-prod.{}", ENDINGS[ending]));
    File::create(&path).and_then(|mut file| file.write_all(&bytes)).expect("a file");
    let source = SourceFile::from_bytes(path.display().to_string(), bytes);
    let planted = Planted::of(&inspect(Arc::new(source), &Options::default()));
    let lines = PARSED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    STREAMS.catch();
    osweb_config::commands::run(&lines[ending][line]);
    STREAMS.release();
    let said = STREAMS.said();
    planted.assert_hidden(LINES[line], &said);
    for printed in said.lines() {
        let is_own = LINES[line].contains("github") && printed.starts_with("::");
        let is_command =
            printed.trim_start().starts_with("::") || printed.contains("##[") || printed.contains("##vso[");
        assert!(is_own || !is_command, "{} lets a command through: {printed:?}", LINES[line]);
        let harmful = |char: char| char != '\t' && osweb_config::sanitize::is_harmful(char);
        assert!(!printed.chars().any(harmful), "{} prints {printed:?}", LINES[line]);
    }
});
