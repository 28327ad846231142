//! The texts that a setting may hold, as patterns of the published schema.
//!
//! Patterns are ECMA-262 regular expressions, valid with and without the `u` flag. That the rules report whatever they refuse is
//! shown by `tests/schema`.

/// Blanks, for a character class: what JavaScript calls a blank, and the one that Unicode knows beside it.
macro_rules! blank {
    () => {
        r"\s\u0085"
    };
}

/// Nothing but blanks: Spring hands on an empty text, also for `~` and where nothing is written.
pub(super) const EMPTY: &str = concat!("^[", blank!(), "]*$");

/// Anything but blanks.
pub(super) const FILLED: &str = concat!("[^", blank!(), "]");

/// A text that only the running service can read: a Spring placeholder, or an encrypted value.
macro_rules! served {
    () => {
        concat!(r"\$\{[\s\S]*\}|^[", blank!(), r"]*(\{cipher\}|ENC\([\s\S]*\)[", blank!(), "]*$)")
    };
}

/// A text whose content only the running service knows: one that it reads, or asterisks of an export.
pub(super) const UNKNOWN: &str = concat!(served!(), "|^[", blank!(), r"]*\*{3,}[", blank!(), "]*$");

/// A GUID as Entra ID shows it.
macro_rules! guid {
    () => {
        "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
    };
}

/// A GUID.
pub(super) const GUID: &str = concat!("^", guid!(), "$");

/// Anything but a GUID.
pub(super) const NO_GUID: &str = concat!("^(?!", guid!(), r"$)[\s\S]+$");

/// A GUID, or a domain name with at least one dot.
pub(super) const GUID_OR_DOMAIN: &str =
    concat!("^(", guid!(), r"|[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?(\.[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?)+)$");

/// A host name or IP address: no scheme, no port, no path.
pub(super) const HOST: &str = concat!(
    "^([^",
    blank!(),
    r"\u0000-\u001f\u007f:/\\@<>,;()'\u0022?#]+|\[?[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*\]?)$"
);

/// A decimal port number from 1 to 65535; leading zeros are dropped by the JVM.
pub(super) const PORT: &str =
    "^0*([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$";

/// `name@domain.com`, without what no address in Microsoft 365 has.
pub(super) const ADDRESS: &str = r"^[!#-'*+\--9=?A-Z^-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$";

/// As many characters as a client secret has.
pub(super) const SECRET_LENGTH: &str = r"^[\s\S]{16,64}$";

/// Nothing but blanks, or a text without blanks at its ends.
pub(super) const NO_EDGES: &str = concat!("^[", blank!(), "]*$|^[^", blank!(), r"]([\s\S]*[^", blank!(), "])?$");

/// A character that looks like another one, or like none: blanks that do not break, quotes of typography, dashes, what cannot be seen.
pub(super) const NO_ODD_CHARACTER: &str =
    r"^[^\u00a0\u00ad\u2000-\u200f\u2010-\u2015\u2018-\u201f\u202f\u2060\u3000\ufeff]*$";

/// What templates and instructions hold for the reader to replace, from the beginning of a text. Words are those that only such a text
/// has; a text with the mark of a secret is left alone.
const TEMPLATE: &[&str] = &[
    // <client id>, {{ id }}, [id]
    r"\s*<[\s\S]*>\s*$",
    r"\s*\{[\s\S]*\}\s*$",
    r"\s*\[(?![0-9A-Fa-f:.]*\]\s*$)[\s\S]*\]\s*$",
    // $NAME, $(NAME), %NAME%, #NAME#, @NAME@, __NAME__, #{NAME}, and ${NAME without its end
    r"\s*\$[A-Z_][A-Z0-9_]*\s*$",
    r"\s*\$\([A-Za-z0-9_. -]+\)\s*$",
    r"\s*(%[A-Za-z0-9_. -]+%|#[A-Za-z0-9_. -]+#|@[A-Za-z0-9_. -]+@|__[A-Za-z0-9_. -]+__|#\{[\s\S]*\})\s*$",
    r"[^}]*\$\{[^}]*$",
    // xxx, ..., ???, ***, ---
    r"\s*((-*[xX]){3,}|(-*\.){3,}|(-*\?){3,}|(-*_){3,}|(-*#){3,}|(-*\*){3,}|-{3})-*\s*$",
    r"\s*0{8}-0{4}-0{4}-0{4}-0{12}\s*$",
    concat!(
        r"(?![\s\S]{3}[0-9]Q~)([\s\S]*[^0-9A-Za-z\u00c0-\uffff])?",
        "([yY]ours?|[cC]hange[mM]e|[cC]hange[iI]t|[rR]eplace[mM]e|[tT]o[dD]o|[fF]ixme|[tT]bd|[pP]laceholder|[pP]latzhalter|[iI]hren?",
        "|YOURS?|CHANGEME|CHANGEIT|REPLACEME|TODO|FIXME|TBD|PLACEHOLDER|PLATZHALTER|IHREN?",
        "|[yY]our(app|client|company|domain|email|firm|host|id|mail|name|org|password|secret|server|smtp|tenant|user)[a-z]*)",
        r"(?![0-9A-Za-z\u00c0-\uffff])",
    ),
    r"[\s\S]*@(domain\.(com|tld|de)|mydomain\.com)\s*$",
    r"\s*((user|email|name)@example\.com|(smtp|mail)\.domain\.com)\s*$",
];

/// Anything but what is left over from a template.
pub(super) fn no_template() -> String {
    format!("{}|^(?!{})", served!(), TEMPLATE.join("|"))
}

/// A pattern that matches what one of the patterns matches.
pub(super) fn either(patterns: &[&str]) -> String {
    patterns.join("|")
}

/// A word in any case.
pub(super) fn any_case(word: &str) -> String {
    word.chars().map(any_case_of).collect()
}

fn any_case_of(char: char) -> String {
    match char {
        'a'..='z' | 'A'..='Z' => format!("[{}{}]", char.to_ascii_lowercase(), char.to_ascii_uppercase()),
        '.' => r"\.".to_owned(),
        other => other.to_string(),
    }
}

/// A key in every spelling that Spring binds alike.
pub(super) fn relaxed(key: &str) -> String {
    key.chars().map(any_case_of).collect::<Vec<_>>().join("[-_]*")
}
