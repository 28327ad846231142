//! A property's value: the text as written and the value as the JVM gets it.

use crate::source::Span;

pub mod parts;

/// A value.
#[derive(Clone, Debug)]
pub struct Value {
    /// The value as written, quotes included. Empty, directly behind the key's colon, where nothing is written.
    pub span: Span,
    /// The value as Spring's property source holds it, as text: `83` for `0123`, `true` for `yes`, empty for `~`.
    pub text: String,
    /// The scalar's text as written (quotes and escapes resolved) where it differs from `text`: `0123`.
    pub written: Option<Box<str>>,
    /// The Java type that the loader makes of it.
    pub kind: ValueKind,
    /// How it is written.
    pub style: Style,
}

/// What a value is to the JVM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    /// `String`.
    String,
    /// `Integer`, `Long` or `BigInteger`.
    Integer,
    /// `Double`.
    Float,
    /// `Boolean`.
    Boolean,
    /// null, which Spring Boot turns into an empty text.
    Null,
    /// `byte[]`, from `!!binary`.
    Binary,
    /// Any other Java object, from an explicit tag.
    Object,
    /// A list without items; an empty text to Spring Boot 3.4 and later.
    EmptyList,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    SingleQuoted,
    /// In double quotes.
    DoubleQuoted,
    /// A block scalar, `|` or `>`.
    Block,
    /// Nothing is written, or an empty list.
    Absent,
}

/// What can be said of a value's content without running the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The text is what osweb gets.
    Literal,
    /// Spring replaces `${…}` when the service starts.
    Placeholder,
    /// Decrypted when the service starts: `{cipher}…` (Spring Cloud Config), `ENC(…)` (Jasypt).
    Encrypted,
    /// Asterisks, as an actuator export shows a hidden value.
    Masked,
}

impl Value {
    /// The scalar's text as written, quotes and escapes resolved.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }

    /// Whether the text is what osweb gets, or something that the service replaces first.
    pub fn content(&self) -> Content {
        content(&self.text)
    }

    /// The text, if it is what osweb gets.
    pub fn literal(&self) -> Option<&str> {
        (self.content() == Content::Literal).then_some(self.text.as_str())
    }
}

/// Classifies a text.
pub fn content(text: &str) -> Content {
    let trimmed = text.trim();
    if trimmed.starts_with("{cipher}") || (trimmed.starts_with("ENC(") && trimmed.ends_with(')')) {
        Content::Encrypted
    } else if has_placeholder(text) {
        Content::Placeholder
    } else if trimmed.len() >= 3 && trimmed.bytes().all(|byte| byte == b'*') {
        Content::Masked
    } else {
        Content::Literal
    }
}

/// Whether Spring would replace a part of the text: `${`, a name, and the closing brace.
fn has_placeholder(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begin = memchr::memchr_iter(b'$', bytes).find(|at| bytes.get(at + 1) == Some(&b'{'));
    begin.is_some_and(|at| memchr::memchr(b'}', &bytes[at + 2..]).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_that_is_not_known_is_told() {
        assert_eq!(content("${SMTP_SECRET:}"), Content::Placeholder);
        assert_eq!(content("x${A}y"), Content::Placeholder);
        assert_eq!(content("a${b"), Content::Literal);
        assert_eq!(content("{cipher}AQ=="), Content::Encrypted);
        assert_eq!(content("ENC(abc)"), Content::Encrypted);
        assert_eq!(content("******"), Content::Masked);
        assert_eq!(content("**"), Content::Literal);
    }
}
