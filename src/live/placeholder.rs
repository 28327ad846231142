//! `${NAME}` and `${NAME:default}`, resolved as Spring does when the service starts.
//!
//! Sources: Spring Framework, `PropertyPlaceholderHelper` and `SystemEnvironmentPropertySource`; Spring Boot, "Externalized
//! Configuration", "Binding From Environment Variables".

use std::collections::HashMap;

use crate::property::name;

/// Where placeholders find their values.
pub struct Sources<'a> {
    /// The environment, by exact name.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
    /// The properties of the file, which come after the environment: name and value.
    pub properties: &'a [(&'a str, &'a str)],
}

/// Why a placeholder cannot be resolved. Holds names, never values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// Nothing has this name.
    Unknown(String),
    /// It needs itself.
    Circular(String),
    /// It leads to more placeholders, or to more text, than is looked at.
    TooMuch(String),
}

/// So many placeholders may be inside one another.
const DEPTH: usize = 32;

/// So many placeholders are replaced for one value: each can lead to two others.
const REPLACED: usize = 1_000;

/// The longest text that a value may become, in bytes.
const LONGEST: usize = 64 * 1024;

/// Replaces all placeholders of a text, with bounded work.
///
/// # Errors
/// The first placeholder that has neither a value nor a default, or leads to too much.
pub fn resolve(text: &str, sources: &Sources) -> Result<String, Unresolved> {
    let mut by_name = HashMap::new();
    let mut by_canonical = HashMap::new();
    for (name, value) in sources.properties {
        by_name.entry(*name).or_insert(*value);
        by_canonical.entry(name::canonical(name)).or_insert(*value);
    }
    let environment = sources.environment;
    Resolver { environment, by_name, by_canonical, open: vec![], replaced: 0, made: 0 }.replace(text, None)
}

struct Resolver<'a> {
    environment: &'a dyn Fn(&str) -> Option<String>,
    by_name: HashMap<&'a str, &'a str>,
    by_canonical: HashMap<String, &'a str>,
    /// The placeholders that are being replaced.
    open: Vec<String>,
    /// How many were replaced.
    replaced: usize,
    /// Bytes of all texts that were made.
    made: usize,
}

impl Resolver<'_> {
    /// `taken_by`: the placeholder that this text came from, where it holds what the environment gave. Errors name that one then.
    fn replace(&mut self, text: &str, taken_by: Option<&str>) -> Result<String, Unresolved> {
        let mut resolved = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("${") {
            let Some(end) = closing(&rest[at + 2..]) else { break };
            resolved.push_str(&rest[..at]);
            let inner = &rest[at + 2..at + 2 + end];
            let written = taken_by.unwrap_or(inner);
            rest = &rest[at + 2 + end + 1..];
            if self.open.iter().any(|name| name == inner) {
                return Err(Unresolved::Circular(shown(written)));
            }
            self.replaced += 1;
            self.made += text.len();
            if self.open.len() >= DEPTH || self.replaced > REPLACED || self.made > REPLACED * LONGEST {
                return Err(Unresolved::TooMuch(shown(written)));
            }
            self.open.push(inner.to_owned());
            let key = self.replace(inner, taken_by)?;
            // The whole text is tried as a name before it is taken apart at its first colon.
            let (value, taken) = match (self.look_up(&key), key.split_once(':')) {
                (Some(found), _) => found,
                (None, Some((name, default))) => {
                    self.look_up(name).unwrap_or_else(|| (default.to_owned(), key != inner))
                }
                // The name as it is written: another placeholder in it may be a secret's.
                (None, None) => return Err(Unresolved::Unknown(shown(written))),
            };
            resolved.push_str(&self.replace(&value, taken.then_some(written).or(taken_by))?);
            self.open.pop();
            if resolved.len() > LONGEST {
                return Err(Unresolved::TooMuch(shown(written)));
            }
        }
        resolved.push_str(rest);
        Ok(resolved)
    }

    /// The value of a name, and whether it is the environment's.
    fn look_up(&self, key: &str) -> Option<(String, bool)> {
        let variable = variables(key).iter().find_map(|variable| (self.environment)(variable));
        variable.map(|value| (value, true)).or_else(|| {
            let exact = self.by_name.get(key);
            exact.or_else(|| self.by_canonical.get(&name::canonical(key))).map(|value| ((*value).to_owned(), false))
        })
    }
}

/// The name of a placeholder without its default, which can be a secret.
fn shown(inner: &str) -> String {
    inner.split(':').next().unwrap_or_default().to_owned()
}

/// Where the brace that opened before `text` is closed. Braces inside count.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The environment variables that can give a property: the name itself, with `_` for dots and dashes, in upper case, and
/// Spring Boot's form, which leaves dashes out.
fn variables(key: &str) -> Vec<String> {
    if key.is_empty() || key.contains(['=', '\0']) {
        return vec![];
    }
    let mut names = vec![key.to_owned(), key.replace('.', "_"), key.replace('-', "_"), key.replace(['.', '-'], "_")];
    names.extend(names.clone().iter().map(|name| name.to_uppercase()));
    let boot = key.replace('-', "").replace(['.', '['], "_").replace(']', "").to_uppercase();
    names.push(boot);
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str) -> Result<String, Unresolved> {
        let environment = |name: &str| match name {
            "SMTP_SECRET" => Some("from-environment".to_owned()),
            "MAIL_OAUTH_CLIENTSECRET" => Some("boot".to_owned()),
            "A:B" => Some("with colon".to_owned()),
            "NESTED" => Some("${SMTP_SECRET}!".to_owned()),
            "NAME" => Some("SECRET".to_owned()),
            "OPEN" => Some("${".to_owned()),
            "CLOSE" => Some("}".to_owned()),
            _ => None,
        };
        let properties = [("mail.user", "me@example.com"), ("loop", "${loop}"), ("smtp.secret", "from-file")];
        resolve(text, &Sources { environment: &environment, properties: &properties })
    }

    #[test]
    fn the_environment_comes_before_the_file_and_the_default_last() {
        assert_eq!(resolved("${SMTP_SECRET}").as_deref(), Ok("from-environment"));
        assert_eq!(resolved("a${smtp.secret}b").as_deref(), Ok("afrom-environmentb"));
        assert_eq!(resolved("${mail.oauth.client-secret}").as_deref(), Ok("boot"));
        assert_eq!(resolved("${mail.user}").as_deref(), Ok("me@example.com"));
        assert_eq!(resolved("${MISSING:x:y}").as_deref(), Ok("x:y"));
        assert_eq!(resolved("${MISSING:}").as_deref(), Ok(""));
        assert_eq!(resolved("${A:B}").as_deref(), Ok("with colon"));
    }

    #[test]
    fn placeholders_stand_inside_one_another() {
        assert_eq!(resolved("${MISSING:${SMTP_SECRET}}").as_deref(), Ok("from-environment"));
        assert_eq!(resolved("${SMTP_${NAME}}").as_deref(), Ok("from-environment"));
        assert_eq!(resolved("${NESTED}").as_deref(), Ok("from-environment!"));
    }

    #[test]
    fn what_doubles_at_every_step_is_given_up_at_once() {
        let properties: Vec<_> = (0..30).map(|at| (format!("b{at}"), format!("${{b{0}}}${{b{0}}}", at + 1))).collect();
        let mut properties: Vec<_> = properties.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let long = "x".repeat(LONGEST / 2);
        properties.extend([("b30", "x"), ("long", long.as_str()), ("deep", "${a:${a:x}}")]);
        let sources = Sources { environment: &|_| None, properties: &properties };
        assert!(matches!(resolve("${b0}", &sources), Err(Unresolved::TooMuch(_))));
        assert!(matches!(resolve("${long}${long}${long}", &sources), Err(Unresolved::TooMuch(_))));
        let deep = format!("{}x{}", "${a:".repeat(100), "}".repeat(100));
        assert!(matches!(resolve(&deep, &sources), Err(Unresolved::TooMuch(_) | Unresolved::Circular(_))));
        assert_eq!(resolve("${b26}", &sources).as_deref(), Ok("xxxxxxxxxxxxxxxx"));
        assert_eq!(resolve("${long}", &sources).map(|text| text.len()), Ok(LONGEST / 2));
    }

    #[test]
    fn what_cannot_be_resolved_is_named_without_its_default() {
        assert_eq!(resolved("${MISSING}"), Err(Unresolved::Unknown("MISSING".to_owned())));
        // The name that is missing is a text of the environment.
        assert_eq!(resolved("${X:${OPEN}${SMTP_SECRET}${CLOSE}}"), Err(Unresolved::Unknown("X".to_owned())));
        assert_eq!(resolved("${loop}"), Err(Unresolved::Circular("loop".to_owned())));
        assert_eq!(resolved("no ${end").as_deref(), Ok("no ${end"));
        assert_eq!(resolved("$100 {x}").as_deref(), Ok("$100 {x}"));
    }
}
