//! The project file as it is written: the one definition that reading and schema share.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::choice::Choice;
use crate::diagnostic::FailOn;
use crate::parse::Format;
use crate::report::ReportFormat;
use crate::rules;

/// What a repository says once for all of its files. Paths are relative to this file and stay in its repository; options on the command
/// line win.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(title = "osweb-config.toml")]
pub struct ProjectFile {
    /// Another project file that holds what this one does not say
    #[schemars(with = "String")]
    pub extend: Option<Spanned<String>>,
    /// Report these rules only
    #[schemars(with = "RuleNames")]
    pub select: Option<Spanned<List>>,
    /// Do not report these rules
    #[schemars(with = "RuleNames")]
    pub ignore: Option<Spanned<List>>,
    /// Lowest severity that makes the exit code 1; `never` is for the command line alone
    #[schemars(with = "Threshold")]
    pub fail_on: Option<Spanned<String>>,
    /// What folders are not searched for: patterns as in a .gitignore
    #[schemars(with = "List")]
    pub exclude: Option<Spanned<List>>,
    /// Format of the report
    #[schemars(with = "ReportName")]
    pub format: Option<Spanned<String>>,
    /// How certain files are read; of several entries that match, the last one that says something counts
    pub files: Vec<FileEntry>,
}

/// How the files are read that a pattern matches.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileEntry {
    /// Which files: a pattern as in a .gitignore, such as `customers/*/osweb-prod.yml`
    #[schemars(with = "String")]
    pub path: Spanned<String>,
    /// The active profiles
    #[serde(default)]
    #[schemars(with = "List")]
    pub profile: Option<Spanned<List>>,
    /// Files of lower precedence that give settings too
    #[serde(default)]
    #[schemars(with = "List")]
    pub base: Option<Spanned<List>>,
    /// JSON Schemas of your own
    #[serde(default)]
    #[schemars(with = "List")]
    pub policy: Option<Spanned<List>>,
    /// Registry exports of enaio server that the files must agree with
    #[serde(default)]
    #[schemars(with = "List")]
    pub server: Option<Spanned<List>>,
    /// Format of the files; otherwise as content and name say
    #[serde(default)]
    #[schemars(with = "InputName")]
    pub input_format: Option<Spanned<String>>,
}

/// A list of texts; a text alone is a list of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List(pub Vec<String>);

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = List;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E>(self, text: &str) -> Result<List, E> {
                Ok(List(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List, A::Error> {
                let mut list = vec![];
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(List(list))
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}

/// The schema of a text of a certain kind, or of a list of such texts.
fn one_or_many(item: Schema) -> Schema {
    json_schema!({ "oneOf": [item, { "type": "array", "items": item }] })
}

impl JsonSchema for List {
    fn schema_name() -> Cow<'static, str> {
        "List".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        one_or_many(json_schema!({ "type": "string", "minLength": 1 }))
    }
}

/// Defines what the schema says of a text that is one of several names.
macro_rules! names {
    ($($Name:ident: $schema:expr;)+) => {
        $(struct $Name;

        impl JsonSchema for $Name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($Name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        })+
    };
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> Schema {
    json_schema!({ "type": "string", "enum": names.collect::<Vec<_>>() })
}

names! {
    RuleNames: one_or_many(one_of(rules::all().map(|rule| rule.name)));
    Threshold: one_of(thresholds());
    ReportName: one_of(ReportFormat::ALL.iter().map(|format| format.as_str()));
    InputName: one_of(Format::ALL.iter().map(|format| format.as_str()));
}

/// The thresholds that a project file can set: a repository must not switch its own gate off.
pub(super) fn thresholds() -> impl Iterator<Item = &'static str> {
    FailOn::ALL.iter().filter(|one| **one != FailOn::Never).map(|one| one.as_str())
}
