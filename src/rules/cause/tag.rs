//! Tags of other tools: `!vault |`, `!Ref name`.

use super::{Cause, Text};
use crate::settings::Setting;

/// Tags that a tool's own loader knows, and whose they are.
const TAGS: &[(&str, &str)] = &[
    ("vault", "Ansible Vault"),
    ("vault-encrypted", "Ansible Vault"),
    ("unsafe", "Ansible"),
    ("secret", "Home Assistant or ESPHome"),
    ("env_var", "Home Assistant"),
    ("include", "Home Assistant and others"),
    ("ENV", "loaders of environment variables"),
    ("env", "loaders of environment variables"),
    ("Ref", "AWS CloudFormation"),
    ("Sub", "AWS CloudFormation"),
    ("GetAtt", "AWS CloudFormation"),
    ("Join", "AWS CloudFormation"),
    ("FindInMap", "AWS CloudFormation"),
    ("ImportValue", "AWS CloudFormation"),
    ("reference", "GitLab CI"),
    ("Encrypted", "a tool that encrypts values"),
    ("encrypted", "a tool that encrypts values"),
];

/// A tag that only another tool's loader knows: the text after it is not the value.
pub(super) fn of(text: &Text) -> Option<Cause> {
    let (_, line) = text.lines.content().find(|(number, _)| *number == text.fault_line())?;
    line.colon?;
    let value = line.value();
    let tag = value.strip_prefix('!')?.split(' ').next()?;
    let rest = value[1 + tag.len()..].trim();
    let known = TAGS.iter().find(|(name, _)| tag.split(['/', ':']).next() == Some(name)).map(|(_, whose)| *whose);
    let block = rest.starts_with(['|', '>', '"', '\'']);
    // `!pa55 word` is a value that nobody has put in quotes.
    if known.is_none() && !block {
        return None;
    }
    let whose = known.map_or("another tool".to_owned(), |whose| format!("another tool ({whose})"));
    let place = match line.key.and_then(Setting::from_key) {
        Some(Setting::OAuthClientSecret) => "`${OSWEB_SECRET}`",
        _ => "the value itself",
    };
    Some(
        Cause::syntax(
            line.span(line.value, line.value + 1 + tag.len()),
            format!("a tag of {whose}: the value was deployed as that tool keeps it, and Spring does not know the tag"),
            format!("Let the tool resolve the value when it deploys the file, or write {place} in its place."),
        )
        .label("a tag"),
    )
}
