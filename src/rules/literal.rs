//! A setting's value that is written out: what most rules judge.

use super::{
    Context, Rule, authentication_not_ms_oauth, client_id_invalid, client_secret_suspicious, encryption_not_tls, path,
    port_invalid, server_invalid, tenant_id_invalid, username_not_address,
};
use crate::diagnostic::Diagnostic;
use crate::edit::{Edit, scalar};
use crate::property::{Content, NodeKind, Property, Style};
use crate::settings::Setting;
use crate::source::Span;

/// A value that is neither empty, nor a placeholder, encrypted or masked.
#[derive(Clone, Copy)]
pub(super) struct Literal<'a> {
    pub setting: Setting,
    pub property: &'a Property,
    /// The value as the JVM gets it.
    pub text: &'a str,
    context: &'a Context<'a>,
}

/// The place in the file of a part of a value; the whole value where its text is not written as it is read.
pub(super) fn place(context: &Context, property: &Property, range: std::ops::Range<usize>) -> Span {
    place_in(context, property, &property.value.text, range)
}

/// The same for a part of the text that was meant where Java reads another one.
pub(super) fn place_in(context: &Context, property: &Property, text: &str, range: std::ops::Range<usize>) -> Span {
    let span = property.value.span;
    match context.source.slice(span).find(text) {
        Some(at) => Span::new(span.start as usize + at + range.start, span.start as usize + at + range.end),
        None => span,
    }
}

/// The rule that judges a setting's value.
pub(super) fn of_setting(setting: Setting) -> &'static Rule {
    match setting {
        Setting::SmtpServer => &server_invalid::RULE,
        Setting::SmtpPort => &port_invalid::RULE,
        Setting::SmtpEncryption => &encryption_not_tls::RULE,
        Setting::SmtpAuthentication => &authentication_not_ms_oauth::RULE,
        Setting::SmtpUsername => &username_not_address::RULE,
        Setting::OAuthClientId => &client_id_invalid::RULE,
        Setting::OAuthClientSecret => &client_secret_suspicious::RULE,
        Setting::OAuthTenantId => &tenant_id_invalid::RULE,
    }
}

impl<'a> Literal<'a> {
    /// The setting's value, if it is written out.
    pub fn of(context: &'a Context<'a>, setting: Setting) -> Option<Self> {
        let property = context.setting(setting)?;
        let text = property.value.text.as_str();
        (property.value.content() == Content::Literal && !text.trim().is_empty()).then_some(Self {
            setting,
            property,
            text,
            context,
        })
    }

    /// The value in a message, with the text of the file where the JVM reads another one: `` `yes`, which the JVM reads as `true` ``.
    pub fn shown(&self) -> String {
        match self.property.value.written.as_deref() {
            Some(written) => {
                format!("{}, which the JVM reads as {}", self.context.quoted(written), self.context.quoted(self.text))
            }
            None => self.context.quoted(self.text),
        }
    }

    /// A diagnostic at the value.
    pub fn at(&self, rule: &Rule, message: impl Into<String>) -> Diagnostic {
        self.inside(rule, self.place(), message)
    }

    /// Where the text begins: in a block not at its mark but in its first line of text.
    fn place(&self) -> Span {
        let span = self.property.value.span;
        if self.property.value.style != Style::Block {
            return span;
        }
        let written = self.context.source.slice(span);
        let begin = written.find('\n').and_then(|header| {
            let text = &written[header..];
            Some(header + text.find(|char: char| !char.is_whitespace())?)
        });
        begin.map_or(span, |begin| {
            let line = written[begin..].lines().next().unwrap_or_default().trim_end();
            Span::new(span.start as usize + begin, span.start as usize + begin + line.len())
        })
    }

    /// A diagnostic at a part of the value.
    pub fn inside(&self, rule: &Rule, span: Span, message: impl Into<String>) -> Diagnostic {
        let diagnostic = rule.at(span, message).property(self.setting.name());
        match self.property.alias {
            Some(reference) => diagnostic.related(reference, format!("`{}` takes the value here", self.setting.key())),
            None => diagnostic,
        }
    }

    /// Offers another text in the value's place; as a safe fix only where nothing else refers to the value.
    pub fn fix(&self, diagnostic: Diagnostic, safe: bool, text: &str) -> Diagnostic {
        let edit = self.write(text);
        let title = match self.setting {
            Setting::OAuthClientSecret => "write the value without them".to_owned(),
            _ => format!("write `{}`", edit.replacement),
        };
        diagnostic.fix(safe && self.property.alias.is_none(), title, vec![edit])
    }

    /// The edit that puts another text in the value's place, in the value's style.
    pub fn write(&self, text: &str) -> Edit {
        let context = scalar::Context { flow: self.is_in_flow(), number: self.setting == Setting::SmtpPort };
        Edit::replace(self.property.value.span, scalar::write(text, self.property.value.style, context))
    }

    /// The edit that gives another setting right behind this one, in the same way of writing; `None` where the two do not stand
    /// on a line that can be continued or repeated.
    pub fn insert_behind(&self, other: Setting, text: &str) -> Option<Edit> {
        let (source, reading) = (self.context.source, self.context.reading);
        let (key, value) = (reading.key(self.property.key).span, self.property.value.span);
        let line = source.line_span(key.start);
        if self.property.alias.is_some() || reading.format != crate::parse::Format::Yaml || !line.contains(value) {
            return None;
        }
        let written = source.slice(key);
        let name = path::of_key(self.context, self.property.key).pop()?.text;
        let at = written.rfind(name.as_str())?;
        let key_text = format!("{}{}{}", &written[..at], other.key(), &written[at + name.len()..]);
        if self.is_in_flow() {
            return Some(Edit::insert(value.end, format!(", {key_text}: {text}")));
        }
        let indent = source.slice(Span { start: line.start, end: key.start });
        indent
            .trim()
            .is_empty()
            .then(|| Edit::insert(line.end, format!("{}{indent}{key_text}: {text}", source.line_ending())))
    }

    fn is_in_flow(&self) -> bool {
        let reading = self.context.reading;
        let mut key = reading.key(self.property.key).parent;
        while let Some(id) = key {
            if matches!(reading.key(id).below, NodeKind::Mapping { flow: true, .. }) {
                return true;
            }
            key = reading.key(id).parent;
        }
        // Braces around the whole document stand behind no key.
        let document = &reading.documents[self.property.document as usize];
        self.context.source.slice(document.span).starts_with('{')
    }
}
