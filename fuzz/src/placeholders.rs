//! Placeholders are resolved in bounded work, and errors hold no value.

use osweb_config::live::placeholder::{Sources, resolve};

const SECRET: &str = "Kopapavorurno8";

/// What must hold of a text with placeholders (the first line), and properties `a`, `b` and `c` (the next ones).
pub fn hold(text: &str) {
    if text.contains(SECRET) {
        return;
    }
    let mut lines = text.splitn(4, '\n');
    let mut next = || lines.next().unwrap_or_default();
    let (text, properties) = (next(), [("a", next()), ("b", next()), ("c", next())]);
    let environment = |name: &str| (name == "A_B").then(|| SECRET.to_owned());
    match resolve(text, &Sources { environment: &environment, properties: &properties }) {
        // Bounded: so many replacements of texts as long as these make no more.
        Ok(made) => assert!(made.len() <= 64 * 1024 + text.len()),
        // An error names placeholders, and no value.
        Err(error) => assert!(!format!("{error:?}").contains(SECRET), "{error:?}"),
    }
}
