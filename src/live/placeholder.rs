//! `${NAME}` and `${NAME:default}`, resolved as Spring does when the service starts.
//!
//! Sources: Spring Framework, `PropertyPlaceholderHelper` and `SystemEnvironmentPropertySource`; Spring Boot, "Externalized
//! Configuration", "Binding From Environment Variables".

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
}

/// So many placeholders may stand inside one another.
const DEPTH: usize = 32;

/// Replaces all placeholders of a text.
///
/// # Errors
/// The first placeholder that has neither a value nor a default.
pub fn resolve(text: &str, sources: &Sources) -> Result<String, Unresolved> {
    replace(text, sources, &mut vec![])
}

fn replace(text: &str, sources: &Sources, open: &mut Vec<String>) -> Result<String, Unresolved> {
    let mut resolved = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let Some(end) = closing(&rest[at + 2..]) else { break };
        resolved.push_str(&rest[..at]);
        let inner = &rest[at + 2..at + 2 + end];
        rest = &rest[at + 2 + end + 1..];
        if open.iter().any(|name| name == inner) || open.len() >= DEPTH {
            return Err(Unresolved::Circular(shown(inner)));
        }
        open.push(inner.to_owned());
        let key = replace(inner, sources, open)?;
        // The whole text is tried as a name before it is taken apart at its first colon.
        let value = match (look_up(&key, sources), key.split_once(':')) {
            (Some(value), _) => value,
            (None, Some((name, default))) => look_up(name, sources).unwrap_or_else(|| default.to_owned()),
            (None, None) => return Err(Unresolved::Unknown(shown(&key))),
        };
        resolved.push_str(&replace(&value, sources, open)?);
        open.pop();
    }
    resolved.push_str(rest);
    Ok(resolved)
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

fn look_up(key: &str, sources: &Sources) -> Option<String> {
    let variable = variables(key).iter().find_map(|variable| (sources.environment)(variable));
    variable.or_else(|| {
        let exact = sources.properties.iter().find(|(name, _)| *name == key);
        let relaxed = || sources.properties.iter().find(|(name, _)| name::same(name, key));
        exact.or_else(relaxed).map(|(_, value)| (*value).to_owned())
    })
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
    fn what_cannot_be_resolved_is_named_without_its_default() {
        assert_eq!(resolved("${MISSING}"), Err(Unresolved::Unknown("MISSING".to_owned())));
        assert_eq!(resolved("${loop}"), Err(Unresolved::Circular("loop".to_owned())));
        assert_eq!(resolved("no ${end").as_deref(), Ok("no ${end"));
        assert_eq!(resolved("$100 {x}").as_deref(), Ok("$100 {x}"));
    }
}
