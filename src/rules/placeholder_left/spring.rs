//! Spring's own placeholders that cannot do what is meant: escaped, without a name, with a shell's default, in a circle.

use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::property::value::parts::{self, Part, Placeholder};
use crate::property::{Content, Property};
use crate::rules::literal::place;
use crate::rules::{Context, Rule};
use crate::secret::names_secret;
use crate::settings::Setting;

/// What is wrong with the placeholders of a setting's value; the first fault of it.
pub(super) fn fault(rule: &Rule, context: &Context, setting: Setting) -> Option<Diagnostic> {
    let property = context.setting(setting)?;
    if property.value.content() == Content::Encrypted || !property.value.text.contains("${") {
        return None;
    }
    let parts = parts::parse(&property.value.text);
    let value = Value { rule, context, setting, property, text: &property.value.text };
    value.circle(&parts).or_else(|| value.escape(&parts)).or_else(|| value.each(&parts))
}

struct Value<'a> {
    rule: &'a Rule,
    context: &'a Context<'a>,
    setting: Setting,
    property: &'a Property,
    text: &'a str,
}

impl Value<'_> {
    fn at(&self, range: std::ops::Range<usize>, message: String, label: &str, help: String) -> Diagnostic {
        let span = place(self.context, self.property, range);
        let diagnostic = self.rule.at(span, message).label(label).help(help).property(self.setting.name());
        match self.property.alias {
            Some(alias) => diagnostic.related(alias, format!("`{}` takes the value here", self.setting.key())),
            None => diagnostic,
        }
    }

    /// Offers another text in place of a part of the value.
    fn with_fix(&self, diagnostic: Diagnostic, range: std::ops::Range<usize>, text: &str) -> Diagnostic {
        let span = place(self.context, self.property, range);
        if span == self.property.value.span || self.property.alias.is_some() {
            return diagnostic;
        }
        let title = if text.is_empty() { "remove it".to_owned() } else { format!("write `{text}`") };
        diagnostic.fix(false, title, vec![Edit::replace(span, text)])
    }

    /// `${name}` of a placeholder without its default, which may be a secret.
    fn shown(&self, placeholder: &Placeholder) -> String {
        format!("${{{}}}", self.name(placeholder))
    }

    fn name(&self, placeholder: &Placeholder) -> String {
        let quoted = self.context.quoted(&self.text[placeholder.name.clone()]);
        quoted.trim_matches('`').to_owned()
    }

    /// A default, as far as it may be shown.
    fn default(&self, text: &str) -> String {
        let secret = names_secret(self.setting.key());
        if secret { "…".to_owned() } else { self.context.quoted(text).trim_matches('`').to_owned() }
    }

    /// A name that leads back to the setting.
    fn circle(&self, parts: &[Part]) -> Option<Diagnostic> {
        let key = self.setting.key();
        for placeholder in parts::placeholders(parts) {
            let first = &self.text[placeholder.name.clone()];
            let mut seen: Vec<&Property> = vec![];
            let mut next = self.context.named(first);
            while let Some(property) = next.filter(|next| !seen.iter().any(|seen| std::ptr::eq(*seen, *next))) {
                if std::ptr::eq(property, self.property) {
                    let message = if seen.is_empty() {
                        format!("`{key}` refers to itself: `{}` is the setting's own name", self.shown(placeholder))
                    } else {
                        format!("`{key}` refers to itself in a circle, by `{}`", self.shown(placeholder))
                    };
                    let help = format!(
                        "Write the value, or the name of an environment variable: `{key}: ${{{}}}`.",
                        variable(self.setting)
                    );
                    let mut diagnostic = self.at(placeholder.range.clone(), message, "Spring refuses a circle", help);
                    for other in seen {
                        diagnostic = diagnostic.related(other.value.span, "on the way back to the setting");
                    }
                    return Some(diagnostic);
                }
                seen.push(property);
                let text = property.value.text.as_str();
                let inner = parts::parse(text);
                next =
                    parts::placeholders(&inner).first().and_then(|inner| self.context.named(&text[inner.name.clone()]));
            }
        }
        None
    }

    /// `\${NAME}`.
    fn escape(&self, parts: &[Part]) -> Option<Diagnostic> {
        let range = parts.iter().find_map(|part| match part {
            Part::Escape(range) => Some(range.clone()),
            _ => None,
        })?;
        let key = self.setting.key();
        let message = format!(
            "`{key}` has a backslash before `${{`: from Spring Framework 6.2 on the placeholder is not replaced, \
             before that the backslash stays in the value"
        );
        let placeholder = self.context.quoted(&self.text[range.start + 1..range.end]);
        let alone = self.setting == Setting::SmtpUsername && range.start > 0;
        let help = match (names_secret(key), alone) {
            (true, _) => "Remove the backslash before `${`.".to_owned(),
            (false, false) => format!("Remove the backslash: {placeholder}."),
            (false, true) => format!("Write {placeholder} alone, and give the variable the address of the mailbox."),
        };
        let diagnostic = self.at(range.start..range.start + 1, message, "keeps the placeholder from its value", help);
        if alone {
            return Some(diagnostic);
        }
        Some(self.with_fix(diagnostic, range.start..range.start + 1, ""))
    }

    fn each(&self, parts: &[Part]) -> Option<Diagnostic> {
        let outer = parts.iter().enumerate().find_map(|(index, part)| match part {
            Part::Placeholder(placeholder) => self.dollar(parts, index, placeholder),
            Part::Text(range) => self.unclosed(range.clone()),
            Part::Escape(_) => None,
        });
        outer.or_else(|| parts::placeholders(parts).into_iter().find_map(|placeholder| self.one(placeholder)))
    }

    /// `${NAME` without its end.
    fn unclosed(&self, range: std::ops::Range<usize>) -> Option<Diagnostic> {
        let at = range.start + self.text[range.clone()].find("${")?;
        let message = format!("`{}` contains `${{` without its `}}`, so Spring replaces nothing", self.setting.key());
        let help = "Close it: `${NAME}`.".to_owned();
        Some(self.at(at..range.end, message, "not closed", help))
    }

    /// `$${NAME}`, which other tools take for an escape.
    fn dollar(&self, parts: &[Part], index: usize, placeholder: &Placeholder) -> Option<Diagnostic> {
        let Some(Part::Text(before)) = index.checked_sub(1).map(|before| &parts[before]) else { return None };
        if !self.text[before.clone()].ends_with('$') {
            return None;
        }
        let key = self.setting.key();
        let shown = self.shown(placeholder);
        let message = format!(
            "`{key}` has `$` before `{shown}`: Spring replaces the placeholder and keeps that `$` in the value"
        );
        let dollar = before.end - 1..before.end;
        let diagnostic =
            self.at(dollar.clone(), message, "stays in the value", format!("Write `{shown}`, with one `$`."));
        Some(self.with_fix(diagnostic, dollar, ""))
    }

    fn one(&self, placeholder: &Placeholder) -> Option<Diagnostic> {
        let key = self.setting.key();
        let name = &self.text[placeholder.name.clone()];
        if name.trim().is_empty() {
            let help = format!("Write the name of an environment variable: `{key}: ${{{}}}`.", variable(self.setting));
            let why = if placeholder.default.is_some() {
                "so that only its default ever counts"
            } else {
                "which Spring does not replace"
            };
            let message = format!("`{key}` has a placeholder without a name, {why}");
            let mut diagnostic = self.at(placeholder.range.clone(), message, "no name", help);
            if placeholder.default.is_some() {
                diagnostic.severity = Severity::Warning;
            }
            return Some(diagnostic);
        }
        if name.trim() != name {
            let shown = format!("${{{}}}", name.trim());
            let message = format!("`{key}` has a space inside the braces, which Spring takes for a part of the name");
            let help = format!("Write `{shown}`, without the space.");
            let diagnostic = self.at(placeholder.name.clone(), message, "the space belongs to the name", help);
            return Some(self.with_fix(diagnostic, placeholder.name.clone(), name.trim()));
        }
        self.scheme(placeholder, name).or_else(|| self.shell(placeholder, name)).or_else(|| self.quotes(placeholder))
    }

    /// `${env:NAME}`: other tools name the kind of the variable first.
    fn scheme(&self, placeholder: &Placeholder, name: &str) -> Option<Diagnostic> {
        const KINDS: &[&str] = &["env", "environment", "sys", "system", "vault", "ssm", "secret", "secrets", "config"];
        let variable = &self.text[placeholder.default.as_ref()?.range.clone()];
        let is_name = variable.contains(|char: char| char.is_ascii_uppercase())
            && variable.chars().all(|char| char.is_ascii_uppercase() || char.is_ascii_digit() || char == '_');
        if !KINDS.contains(&name.to_ascii_lowercase().as_str()) || !is_name {
            return None;
        }
        let message = format!(
            "`{}` has `{name}:` in a placeholder, as other tools write it: Spring takes `{name}` for the name and `{variable}` for its default",
            self.setting.key()
        );
        let right = format!("${{{variable}}}");
        let diagnostic = self.at(placeholder.range.clone(), message, "not Spring's way", format!("Write `{right}`."));
        Some(self.with_fix(diagnostic, placeholder.range.clone(), &right))
    }

    /// `${NAME:-x}`, `${NAME-x}`, `${NAME:?x}`, `${NAME:=x}`: a shell's way to give a default.
    fn shell(&self, placeholder: &Placeholder, name: &str) -> Option<Diagnostic> {
        let key = self.setting.key();
        let (sign, variable, default, range) = match &placeholder.default {
            Some(default) => {
                let text = &self.text[default.range.clone()];
                let sign = text.chars().next().filter(|sign| "-=?+".contains(*sign))?;
                if self.setting.kind().fits(text) {
                    return None;
                }
                (format!(":{sign}"), name, &text[1..], default.range.clone())
            }
            // In Spring a name may hold a hyphen: `smtp-port`; hardly so with capitals.
            None => {
                let at = name.find(['-', '=', '?', '+', '|'])?;
                let (variable, default) = (&name[..at], &name[at + 1..]);
                let is_variable = variable.contains(|char: char| char.is_ascii_uppercase())
                    && variable.chars().all(|char| char.is_ascii_uppercase() || char.is_ascii_digit() || char == '_');
                let is_default = self.setting.kind().fits(default)
                    || default.contains(char::is_lowercase)
                    || !name[at..].starts_with('-');
                if !is_variable || !is_default {
                    return None;
                }
                (name[at..=at].to_owned(), variable, default, placeholder.name.clone())
            }
        };
        let whole = placeholder.default.is_some();
        let shown = self.default(&format!("{}{default}", &sign[sign.len() - 1..]));
        let message = if sign.ends_with('?') && whole {
            format!(
                "`{key}` has `:?`, a shell's way to demand a variable: without the variable `{variable}` the value is `{shown}`"
            )
        } else if whole {
            format!(
                "without the variable `{variable}` `{key}` is `{shown}`: in Spring a default follows the colon alone, `{sign}` is a shell's way"
            )
        } else {
            format!(
                "`{key}` has `{sign}` in a placeholder, a shell's way to give a default: Spring takes the whole text for the name of a variable"
            )
        };
        let right = match sign.ends_with('?') {
            true => format!("${{{variable}}}"),
            false => format!("${{{variable}:{}}}", self.default(default)),
        };
        let mut diagnostic = self.at(range, message, "a default as in a shell", format!("Write `{right}`."));
        if whole {
            diagnostic.severity = Severity::Warning;
        }
        let secret = names_secret(key);
        Some(if secret { diagnostic } else { self.with_fix(diagnostic, placeholder.range.clone(), &right) })
    }

    /// `${NAME:"x"}`: YAML does not look into a placeholder.
    fn quotes(&self, placeholder: &Placeholder) -> Option<Diagnostic> {
        let default = placeholder.default.as_ref()?;
        let text = &self.text[default.range.clone()];
        let bare = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote))?;
        let (key, name) = (self.setting.key(), self.name(placeholder));
        let message = format!(
            "without the variable `{name}` the quotes inside the placeholder are a part of the value of `{key}`"
        );
        let right = format!("${{{name}:{}}}", self.default(bare));
        let mut diagnostic =
            self.at(default.range.clone(), message, "the quotes stay", format!("Write `{right}`, without the quotes."));
        diagnostic.severity = Severity::Warning;
        let secret = names_secret(key);
        Some(if secret { diagnostic } else { self.with_fix(diagnostic, default.range.clone(), bare) })
    }
}

/// A name for the variable that gives a setting.
fn variable(setting: Setting) -> String {
    let mut name = String::from("OSWEB_");
    for char in setting.key().chars() {
        if char.is_uppercase() && !name.ends_with("_O") {
            name.push('_');
        }
        name.extend(char.to_uppercase());
    }
    name
}
