//! What was said: each line is masked on its way in, so that nothing that keeps or shows a line ever holds a secret.

use super::Event;
use super::mask::Masker;
use crate::catalog::printable;

/// Who spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// This program.
    Client,
    /// The server.
    Server,
    /// Nobody: a remark of ours.
    Note,
}

/// A line of the dialogue, masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who spoke.
    pub speaker: Speaker,
    /// The line without its line end.
    pub text: String,
}

/// Passes on what is said, masked.
pub(super) struct Transcript<'w> {
    masker: Masker,
    watch: &'w mut dyn FnMut(Event),
}

impl<'w> Transcript<'w> {
    pub(super) fn new(watch: &'w mut dyn FnMut(Event)) -> Self {
        Self { masker: Masker::default(), watch }
    }

    /// Makes a secret known. Must happen before the secret is sent.
    pub(super) fn hide(&mut self, secret: &str) {
        self.masker.add(secret);
    }

    /// A server's text as it may be shown or kept.
    pub(super) fn masked(&self, text: &str) -> String {
        printable(&self.masker.mask(text))
    }

    pub(super) fn say(&mut self, speaker: Speaker, text: &str) {
        let text = self.masked(text);
        (self.watch)(Event::Said(Line { speaker, text }));
    }

    pub(super) fn event(&mut self, event: Event) {
        (self.watch)(event);
    }
}
