//! What the page asks, and how it is answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use osweb_config::choice::Choice;
use osweb_config::date::Date;
use osweb_config::inspect::{self, Expiry, Inspection, Options};
use osweb_config::parse::Format;
use osweb_config::setup;
use osweb_config::source::SourceFile;
use osweb_config::workspace::LoadedFile;
use serde::Deserialize;
use serde_json::Value as Json;

/// A request.
pub struct Request {
    /// What is wanted.
    pub call: Call,
    /// The open files, as they are.
    pub files: Vec<Opened>,
    /// Which of them is looked at.
    pub current: usize,
    /// The active profile, where one was typed.
    profile: Option<String>,
    /// The day that it is.
    today: Option<Date>,
    /// The current file as it is to be written, where its text was edited.
    pub edited: Option<Vec<u8>>,
}

/// An open file.
pub struct Opened {
    /// The file, parsed.
    pub file: Arc<LoadedFile>,
    /// How it is used.
    pub role: Role,
}

/// How a file is used.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// As its content says: registry exports are what the other files must agree with, all else is checked.
    #[default]
    Auto,
    /// It is checked.
    File,
    /// It supplies settings with lower precedence, as `--base` does.
    Base,
}

/// What is wanted.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Call {
    /// What the page draws of the current file.
    Check {},
    /// The report on all files, as `check --format json` writes it.
    Report {},
    /// The text of the current file.
    Text {},
    /// The check of the current file with another text, which follows the files; and that file.
    Edit {},
    /// The current file with its safe fixes, or one of its fixes, applied.
    Fix {
        /// All safe ones.
        #[serde(default)]
        all: bool,
        /// The fix of the diagnostic with this index.
        #[serde(default)]
        one: Option<usize>,
    },
    /// What a migration needs to know.
    Fields {},
    /// Whether a value fits a setting.
    Judge {
        /// The setting's key.
        setting: String,
        /// The value.
        text: String,
    },
    /// The current file in the OAuth form.
    Migrate {
        /// Values by the settings' keys.
        values: BTreeMap<String, String>,
        /// The client secret.
        secret: ClientSecret,
    },
    /// The settings as osweb sees them.
    Show {},
    /// The runbook.
    Setup(Wishes),
    /// A script of the runbook.
    Script {
        /// Which one.
        part: String,
        /// What it needs to know.
        wishes: Wishes,
    },
    /// A rule, a code or a reply.
    Explain {
        /// What was typed.
        query: String,
    },
}

/// What the runbook needs to know beside the file; what is empty is not known.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wishes {
    object_id: String,
    senders: String,
    administrator: String,
    app_name: String,
    access: String,
}

impl Wishes {
    /// As the library takes them.
    pub fn of_library(&self) -> setup::Wishes {
        let one = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let senders = self.senders.split([',', ';', ' ', '\n']).filter_map(one).collect();
        setup::Wishes {
            object_id: one(self.object_id.trim_matches(['{', '}'])),
            senders,
            administrator: one(&self.administrator),
            app_name: one(&self.app_name),
            access: setup::Access::parse(&self.access).unwrap_or_default(),
        }
    }
}

/// The client secret of a migration.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientSecret {
    /// The name of a variable that Spring resolves.
    Placeholder(String),
    /// The secret itself.
    Value(String),
}

/// The head of a request.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    files: Vec<FileHead>,
    #[serde(default)]
    current: usize,
    #[serde(default)]
    profile: Option<String>,
    #[serde(default)]
    today: Option<String>,
    #[serde(default)]
    lengths: Vec<usize>,
    call: Call,
}

#[derive(Deserialize)]
struct FileHead {
    name: String,
    #[serde(default)]
    role: Role,
}

impl Request {
    /// Takes a request apart.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or("the request is too short")?;
        let length = u32::from_le_bytes(*length) as usize;
        let (head, mut rest) = rest.split_at_checked(length).ok_or("the head is longer than the request")?;
        let head: Head = serde_json::from_slice(head).map_err(|error| error.to_string())?;
        let mut sources = vec![];
        for (at, FileHead { name, role }) in head.files.into_iter().enumerate() {
            let length = *head.lengths.get(at).ok_or("a file without a length")?;
            let (bytes, more) = rest.split_at_checked(length).ok_or("a file is cut off")?;
            sources.push((SourceFile::from_bytes(name, bytes.to_vec()), role));
            rest = more;
        }
        let edited = match (&head.call, sources.get_mut(head.current)) {
            (Call::Edit {}, Some((source, _))) => Some(edit(source, rest)),
            _ => None,
        };
        let parsed = |(source, role)| Opened { file: Arc::new(LoadedFile::parse(source, None)), role };
        let files = sources.into_iter().map(parsed).collect();
        let profile = head.profile.filter(|profile| !profile.is_empty());
        let today = head.today.and_then(|today| today.parse().ok());
        Ok(Self { call: head.call, files, current: head.current, profile, today, edited })
    }

    /// What each file is, as its content and name say.
    pub fn kinds(&self) -> Json {
        self.files.iter().map(|opened| opened.file.reading.format.as_str()).collect()
    }

    /// The file that is looked at.
    pub fn current(&self) -> Option<&Arc<LoadedFile>> {
        self.files.get(self.current).map(|opened| &opened.file)
    }

    /// What the files are checked with.
    pub fn options(&self) -> Options {
        let with = |wanted: &dyn Fn(&Opened) -> bool| -> Vec<Arc<LoadedFile>> {
            self.files.iter().filter(|opened| wanted(opened)).map(|opened| opened.file.clone()).collect()
        };
        let is_server =
            |opened: &Opened| opened.file.reading.format == Format::Registry && opened.file.reading.faults.is_empty();
        Options {
            profile: self.profile.clone(),
            base: with(&|opened| opened.role == Role::Base),
            servers: with(&is_server),
            expiry: Expiry { today: self.today, ..Expiry::default() },
            ..Options::default()
        }
    }

    /// The files that are checked, with their places among the open ones.
    pub fn checked(&self) -> impl Iterator<Item = (usize, &Arc<LoadedFile>)> {
        let files = self.files.iter().enumerate().filter(|(_, opened)| opened.role != Role::Base);
        files.map(|(index, opened)| (index, &opened.file))
    }

    /// The current file, judged.
    pub fn inspection(&self) -> Option<Inspection> {
        Some(inspect::check(self.current()?.clone(), &self.options()))
    }
}

/// Gives a file another text, in its own encoding and with its own line ends, which a browser does not keep.
fn edit(source: &mut SourceFile, text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text).replace("\r\n", "\n").replace('\n', source.line_ending());
    let bytes = source.encode(&text);
    *source = source.with_text(text);
    bytes
}

/// An answer: JSON, and perhaps a file.
pub struct Answer {
    json: Json,
    bytes: Vec<u8>,
}

impl Answer {
    /// An answer without a file.
    pub fn json(json: Json) -> Self {
        Self { json, bytes: vec![] }
    }

    /// The answer, saying what the open files are.
    pub fn of(mut self, request: &Request) -> Self {
        if let Some(answer) = self.json.as_object_mut() {
            answer.insert("kinds".to_owned(), request.kinds());
        }
        self
    }

    /// An answer with a file.
    pub fn with(json: Json, bytes: Vec<u8>) -> Self {
        Self { json, bytes }
    }

    /// As it is handed over.
    pub fn into_bytes(self) -> Vec<u8> {
        let json = self.json.to_string();
        let mut bytes = (json.len() as u32).to_le_bytes().to_vec();
        bytes.extend(json.into_bytes());
        bytes.extend(self.bytes);
        bytes
    }
}
