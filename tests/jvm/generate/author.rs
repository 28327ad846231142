//! Writes files as people do: block style, now and then a flow collection, an anchor, a comment, and slips of the hand.

use super::words::{KEYS, SCALARS, STRANGE_KEYS, STRANGE_SCALARS};
use crate::random::Random;

/// Writes one file.
pub struct Author<'a> {
    random: &'a mut Random,
    /// One slip in so many choices; 0 for an author who makes none.
    slips: usize,
    text: String,
    /// How many lists the current place lies in: a mapping in a list may only have keys that are text.
    lists: usize,
}

/// A file with one or more documents.
pub fn file(random: &mut Random) -> String {
    let slips = random.pick(&[0, 0, 0, 60, 60, 15]);
    let mut author = Author { random, slips, text: String::new(), lists: 0 };
    author.documents();
    author.text
}

impl Author<'_> {
    fn slip(&mut self) -> bool {
        self.slips > 0 && self.random.once_in(self.slips)
    }

    fn write(&mut self, right: &[&str], wrong: &[&str]) {
        let choices = if self.slip() { wrong } else { right };
        self.text += self.random.pick(choices);
    }

    fn documents(&mut self) {
        let documents = if self.random.once_in(4) { 1 + self.random.below(3) } else { 1 };
        for document in 0..documents {
            if document > 0 || self.random.once_in(8) {
                let right =
                    ["---\n", "--- # c\n", "...\n---\n", "--- \n", "...\n%YAML 1.2\n---\n", "---\n---\n", "---\n# c\n"];
                self.write(
                    &right,
                    &[
                        "---\t\n",
                        "%YAML 2.0\n---\n",
                        "--- a\n",
                        "--\n",
                        "----\n",
                        " ---\n",
                        "...\n",
                        "---\n...\n",
                        "%TAG ! tag:x,2000:\n---\n",
                    ],
                );
            }
            if document > 0 && self.random.once_in(2) {
                self.write(
                    &["spring.config.activate.on-profile: prod\n", "spring.config.activate.on-profile: [a, b]\n"],
                    &["spring:\n  profiles: test\n"],
                );
            }
            match self.random.below(12) {
                0 => {
                    self.scalar(0);
                    self.text += "\n";
                }
                1 => self.list(0, 0),
                _ => self.mapping(0, 0),
            }
        }
        if self.random.once_in(8) {
            self.text.truncate(self.text.trim_end_matches('\n').len());
        }
    }

    fn mapping(&mut self, indent: usize, depth: usize) {
        let mut used: Vec<&str> = vec![];
        for _ in 0..1 + self.random.below(4) {
            let key = if self.random.once_in(2) { self.random.pick(&KEYS[..9]) } else { self.random.pick(KEYS) };
            let key = if self.slip() { self.random.pick(STRANGE_KEYS) } else { key };
            let typed =
                key.starts_with(|c: char| c.is_ascii_digit() && key != "2026-01-31") || key == "on" || key == "true";
            if (used.contains(&key) || typed && self.lists > 0) && self.slips != 15 {
                continue;
            }
            used.push(key);
            self.between();
            self.pad(indent);
            self.write(&[""], &["? ", "?  ", "- ", "&k ", "!!str "]);
            self.text += key;
            self.write(&[":", ":", ":", ":", " :", "  :"], &["", "::", " ", ":,", "\t:", "\n:"]);
            self.value(indent, depth);
        }
    }

    fn list(&mut self, indent: usize, depth: usize) {
        self.lists += 1;
        for _ in 0..1 + self.random.below(3) {
            self.between();
            self.pad(indent);
            self.text += "-";
            if depth < 6 && self.random.once_in(4) {
                let gap = self.random.pick(&[1, 1, 1, 3]);
                // The first line of what the item holds follows the dash, the others stand below it.
                self.text += &" ".repeat(gap);
                let start = self.text.len();
                if self.random.once_in(3) {
                    self.list(indent + 1 + gap, depth + 1);
                } else {
                    self.mapping(indent + 1 + gap, depth + 1);
                }
                let inner = self.text.split_off(start);
                self.text += inner.trim_start_matches(' ');
            } else {
                self.value(indent, depth);
            }
        }
        self.lists -= 1;
    }

    fn value(&mut self, indent: usize, depth: usize) {
        let step = self.random.pick(&[1, 2, 2, 2, 2, 4, 3]);
        match self.random.below(10) {
            0..4 if depth < 5 => {
                self.write(
                    &["\n", "\n", "\n", "\n", " # c\n", " &a\n", " !!map\n"],
                    &["\t\n", "\t# c\n", " &a !!map\n", " x\n", " |\n", " !x\n"],
                );
                self.mapping(indent + step, depth + 1);
            }
            4 if depth < 5 => {
                self.write(&["\n", "\n", "\n", " &l\n"], &[" !!seq\n", " []\n", " !!omap\n", " !!pairs\n"]);
                let indent = if self.random.once_in(3) { indent } else { indent + step };
                self.list(indent, depth + 1);
            }
            _ => {
                self.write(&[" ", " ", " ", " ", " ", "  "], &["\t", " \t", "", "\n"]);
                self.write(&[""], &["&a ", "!!str ", "&b ", "&a !!str ", "! ", "*a ", "!!int ", "!!float "]);
                self.scalar(indent);
                self.write(
                    &["\n", "\n", "\n", "\n", "\n", "\n", " # c\n", " \n", "\n\n"],
                    &["\t# c\n", "\t\n", "#c\n", ",\n", "]\n", " x\n", ":\n"],
                );
            }
        }
    }

    fn scalar(&mut self, indent: usize) {
        let scalar = if self.slip() { self.random.pick(STRANGE_SCALARS) } else { self.random.pick(SCALARS) };
        self.text += &scalar.replace('\n', &format!("\n{}", " ".repeat(indent)));
    }

    fn between(&mut self) {
        if self.random.once_in(12) {
            self.write(
                &["\n", "# c\n", "  # c\n", "  \n", "#\u{e4}\n"],
                &["\t\n", "\t# c\n", " \t\n", "x\n", "  x: y\n", "---\n"],
            );
        }
    }

    fn pad(&mut self, indent: usize) {
        if self.slip() {
            let wrong = self.random.pick(&[0, indent + 1, indent.saturating_sub(1), indent + 2]);
            self.text += &" ".repeat(wrong);
            self.write(&[""], &["\t"]);
        } else {
            self.text += &" ".repeat(indent);
        }
    }
}
