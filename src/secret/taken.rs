//! What placeholders took from the environment: shown as `${NAME}`, never as its text.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Secret;

/// So many characters of a value in a row are a part of it; fewer cannot be told from chance.
const PIECE: usize = 8;
/// A shorter value is not sought: it would be found everywhere.
const SHORTEST: usize = 2;

/// Looks variables up, and remembers what they gave. Whoever can change a file could otherwise have any variable printed.
#[derive(Default)]
pub struct Taken {
    values: RefCell<Vec<(String, Secret)>>,
}

impl Taken {
    /// A variable of the environment; what it holds is not shown from now on.
    pub fn variable(&self, name: &str) -> Option<String> {
        let value = std::env::var(name).ok()?;
        self.remember(name, &value);
        Some(value)
    }

    fn remember(&self, name: &str, value: &str) {
        let mut values = self.values.borrow_mut();
        if !values.iter().any(|(known, _)| known == name) {
            values.push((name.to_owned(), Secret::new(value)));
        }
    }

    /// What is needed to hide it: made once, after the last look-up.
    pub fn veil(&self) -> Veil {
        let mut veil = Veil::default();
        for (name, value) in self.values.borrow().iter() {
            let at = veil.names.len();
            veil.names.push(format!("${{{name}}}"));
            for form in super::repeat::forms(value.expose().trim()) {
                // Hosts and addresses are repeated in any case.
                let form = form.to_ascii_lowercase();
                if form.len() < PIECE {
                    veil.short.push((form, at));
                    continue;
                }
                for piece in form.as_bytes().windows(PIECE) {
                    veil.pieces.entry(piece.try_into().expect("a window has its length")).or_insert(at);
                }
            }
        }
        veil
    }
}

/// Replaces what came from the environment, whole or in part, by the names that it has there.
#[derive(Default)]
pub struct Veil {
    names: Vec<String>,
    pieces: HashMap<[u8; PIECE], usize>,
    /// Values shorter than a piece, which have to be a word of their own.
    short: Vec<(String, usize)>,
}

impl Veil {
    /// The text without what came from the environment.
    pub fn text(&self, text: &str) -> String {
        if self.names.is_empty() {
            return text.to_owned();
        }
        let lower = text.to_ascii_lowercase();
        let mut hidden: Vec<Option<usize>> = vec![None; text.len()];
        for (at, piece) in lower.as_bytes().windows(PIECE).enumerate() {
            if let Some(name) = self.pieces.get(piece) {
                hidden[at..at + PIECE].fill(Some(*name));
            }
        }
        for (value, name) in self.short.iter().filter(|(value, _)| value.len() >= SHORTEST) {
            for (at, found) in lower.match_indices(value.as_str()) {
                let end = at + found.len();
                let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
                let after = text[end..].chars().next().is_some_and(char::is_alphanumeric);
                if !before && !after {
                    hidden[at..end].fill(Some(*name));
                }
            }
        }
        let mut shown = String::with_capacity(text.len());
        let mut last = None;
        for (at, char) in text.char_indices() {
            let now = hidden[at..at + char.len_utf8()].iter().flatten().next().copied();
            match now {
                Some(name) if last != now => shown.push_str(&self.names[name]),
                Some(_) => {}
                None => shown.push(char),
            }
            last = now;
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_shown_as_its_variable_whole_and_in_part() {
        let taken = Taken::default();
        taken.remember("DB_PASSWORD", "Kopapavorurno8");
        taken.remember("PORT", "587");
        let veil = taken.veil();
        assert_eq!(veil.text("no host Kopapavorurno8 here"), "no host ${DB_PASSWORD} here");
        assert_eq!(veil.text("kopapavorurno8.local: apavorurno…"), "${DB_PASSWORD}.local: ${DB_PASSWORD}…");
        assert_eq!(veil.text("port 587 of 5870"), "port ${PORT} of 5870");
        assert_eq!(taken.variable("PATH"), std::env::var("PATH").ok());
        assert_eq!(taken.veil().text(&std::env::var("PATH").unwrap()), "${PATH}");
        taken.remember("SHORT", "Hunter2");
        taken.remember("WORD", "Hunter22");
        assert_eq!(taken.veil().text("xHunter2x xHunter22x"), "xHunter2x x${WORD}x");
        assert_eq!(Taken::default().veil().text("as it is"), "as it is");
    }
}
