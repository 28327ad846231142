//! A policy, compiled, and its verdict as places in the file.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value as Json;

use super::Violation;
use super::document::{Document, document};
use crate::error::Error;
use crate::parse::{self, Format, ParsedFile};
use crate::secret::{Mask, Secret, is_credential, names_secret, secrets_of};
use crate::settings::Nested;
use crate::source::{SourceFile, Span};

/// A policy, ready to judge files.
#[derive(Debug)]
pub struct Policy {
    name: String,
    schema: Json,
    validator: Validator,
    secrets: Vec<Secret>,
}

impl Policy {
    /// Reads and compiles a policy: a JSON Schema in JSON or YAML, of the draft that its `$schema` names (2020-12 without one).
    /// References to other files or addresses are refused.
    ///
    /// # Errors
    /// What is wrong with the policy, and where.
    pub fn compile(source: &SourceFile) -> Result<Self, Error> {
        let format = if source.name().to_ascii_lowercase().ends_with(".json") { Format::Json } else { Format::Yaml };
        let reading = parse::read_as(source, format);
        let secrets = [secrets_of(source, &reading), described(&reading)].concat();
        let refuse = |span: Span, why: &str| {
            let at = source.position(span.start);
            Error::at(format!("{}:{}:{}:", source.name(), at.line, at.column), Mask::of(&secrets).text(why))
        };
        if let Some(fault) = reading.faults.first() {
            return Err(refuse(fault.span, &fault.message));
        }
        let document = document(&reading)
            .ok_or_else(|| refuse(Span::at(0), "this is not a JSON Schema: one mapping of keywords is expected"))?;
        let validator = jsonschema::options().build(&document.json).map_err(|error| {
            if matches!(error.kind(), ValidationErrorKind::Referencing(_)) {
                let span = outward_reference(&document).unwrap_or_default();
                return refuse(span, "this reference cannot be followed: a policy is one file");
            }
            let pointer = error.instance_path().to_string();
            let span = nearest(&pointer, |pointer| document.places.get(pointer).copied()).unwrap_or_default();
            refuse(span, &format!("this is not a JSON Schema: {}", error.masked_with("this value")))
        })?;
        Ok(Self { name: source.name().to_owned(), schema: document.json, validator, secrets })
    }

    /// The secrets in the policy itself, which no report may show.
    pub fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// What a file does against the policy, in the order of the policy.
    pub fn violations(&self, nested: &Nested) -> Vec<Violation> {
        self.validator.iter_errors(nested.document()).flat_map(|error| self.violation(&error, nested)).collect()
    }

    /// One violation; of keys that are not allowed one for each.
    fn violation(&self, error: &ValidationError, nested: &Nested) -> Vec<Violation> {
        let pointer = error.instance_path().to_string();
        let at = |pointer: &str, message: String| Violation {
            span: nested.place(pointer).map(|place| place.span()),
            message,
            help: self.help(error),
            property: property(pointer),
        };
        let below = |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        match error.kind() {
            // These two report the mapping; what a person looks for is the key.
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => unexpected
                .iter()
                .map(|key| at(&below(key), format!("{} is not allowed", quoted(&below(key)))))
                .collect(),
            ValidationErrorKind::Required { property: Json::String(key) } => {
                // The value under the mapping's own key, not the first value inside it, is where the key belongs.
                let mut violation = at(&pointer, format!("{} is missing", quoted(&below(key))));
                violation.span = nested.place(&pointer).map(|place| place.key);
                violation.property = property(&below(key));
                vec![violation]
            }
            ValidationErrorKind::PropertyNames { error: inner } => {
                let key = inner.instance().as_str().map_or_else(|| pointer.clone(), below);
                vec![at(&key, format!("the name of {} is not allowed: {}", quoted(&key), inner.masked_with("it")))]
            }
            kind => {
                let told = if is_secret(&pointer) {
                    // What a secret should be is not said either.
                    format!("the value does not meet `{}`", kind.keyword())
                } else {
                    error.masked_with("the value").to_string()
                };
                vec![at(&pointer, format!("{}: {told}", quoted(&pointer)))]
            }
        }
    }

    /// What the policy's author says of the demand, or where it stands. A description further out speaks of more than it.
    fn help(&self, error: &ValidationError) -> String {
        let path = error.schema_path().to_string();
        let demand = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let words = self.schema.pointer(demand).and_then(|node| node.get("description")).and_then(Json::as_str);
        match words {
            Some(words) if !demand.is_empty() => format!("The policy {} says: {words}", self.name),
            _ => format!("The policy {} demands it at {path}.", self.name),
        }
    }
}

/// What the policy's words on a secret (`description`, `title`) name of it.
fn described(reading: &ParsedFile) -> Vec<Secret> {
    let words_on_secrets = reading
        .properties
        .iter()
        .filter(|property| property.name.rsplit_once('.').is_some_and(|(setting, _)| names_secret(setting)));
    let words = words_on_secrets.flat_map(|property| property.value.text.split_whitespace());
    let bare = words.map(|word| word.trim_matches(|char: char| char.is_ascii_punctuation()));
    bare.filter(|word| is_credential(word)).map(Secret::new).collect()
}

/// The first `$ref` that does not lead to a place inside the policy.
fn outward_reference(document: &Document) -> Option<Span> {
    let leads_outward = |pointer: &str| match document.json.pointer(pointer).and_then(Json::as_str) {
        Some(target) => target.strip_prefix('#').is_none_or(|inside| document.json.pointer(inside).is_none()),
        None => false,
    };
    let references = document.places.iter().filter(|(pointer, _)| pointer.ends_with("/$ref") && leads_outward(pointer));
    references.map(|(_, span)| *span).min()
}

fn is_secret(pointer: &str) -> bool {
    property(pointer).is_some_and(|property| names_secret(&property))
}

/// The property's name behind a pointer: `/a/b/0` is `a.b[0]`; none for the whole file.
fn property(pointer: &str) -> Option<String> {
    let mut full = String::new();
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        let is_index = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
        parse::join(&mut full, &if is_index { format!("[{step}]") } else { step });
    }
    (!full.is_empty()).then_some(full)
}

fn quoted(pointer: &str) -> String {
    property(pointer).map_or_else(|| "the file".to_owned(), |property| format!("`{property}`"))
}

fn nearest<T>(mut pointer: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    loop {
        if let Some(found) = find(pointer) {
            return Some(found);
        }
        pointer = &pointer[..pointer.rfind('/')?];
    }
}
