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

/// A text whose content only the running service knows: a Spring placeholder, an encrypted value, asterisks of an export.
pub(super) const UNKNOWN: &str = concat!(
    r"\$\{[\s\S]*\}|^[",
    blank!(),
    r"]*(\{cipher\}|ENC\([\s\S]*\)[",
    blank!(),
    r"]*$|\*{3,}[",
    blank!(),
    "]*$)"
);

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

/// `name@domain.com`.
pub(super) const ADDRESS: &str = concat!("^[^", blank!(), "@]+@[^", blank!(), r"@.]+(\.[^", blank!(), "@.]+)+$");

/// A pattern that matches what one of the patterns matches.
pub(super) fn either(patterns: &[&str]) -> String {
    patterns.join("|")
}
