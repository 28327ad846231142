//! Rule names as values of options: completed by the shell, and suggested when mistyped.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StyledStr, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

use crate::rules;

/// The parser.
pub fn parser() -> RuleNames {
    RuleNames
}

/// Takes any text, and completes the names of rules.
pub fn or_text() -> RuleNamesOrText {
    RuleNamesOrText
}

/// Takes any text, and completes the names of rules.
#[derive(Clone, Debug)]
pub struct RuleNamesOrText;

impl TypedValueParser for RuleNamesOrText {
    type Value = String;

    fn parse_ref(&self, _: &Command, _: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        RuleNames.possible_values()
    }
}

/// Parses the name of a rule.
#[derive(Clone, Debug)]
pub struct RuleNames;

impl TypedValueParser for RuleNames {
    type Value = &'static str;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<&'static str, Error> {
        let value = value.to_string_lossy();
        rules::find(&value).map(|rule| rule.name).ok_or_else(|| unknown(command, arg, &value))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(rules::all().map(|rule| PossibleValue::new(rule.name).help(rule.page().summary.as_str()))))
    }
}

fn unknown(command: &Command, arg: Option<&Arg>, value: &str) -> Error {
    let mut error = Error::new(ErrorKind::InvalidValue).with_cmd(command);
    let option = arg.map_or_else(|| "RULE".to_owned(), ToString::to_string);
    error.insert(ContextKind::InvalidArg, ContextValue::String(option));
    error.insert(ContextKind::InvalidValue, ContextValue::String(value.to_owned()));
    let near = near(value);
    if !near.is_empty() {
        error.insert(ContextKind::SuggestedValue, ContextValue::String(near.to_owned()));
    }
    let all = StyledStr::from("all rules: osweb-config explain --all");
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![all]));
    error
}

/// The nearest rule name; empty where none is near.
pub fn near(value: &str) -> &'static str {
    let value = value.to_lowercase().replace(['_', ' '], "-");
    rules::all()
        .map(|rule| (strsim::jaro_winkler(&value, rule.name), rule.name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map_or("", |(_, name)| name)
}
