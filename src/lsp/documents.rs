//! The texts that an editor has open.

use std::sync::Arc;

use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::lines::Lines;
use super::plan::Plan;
use super::uri;
use crate::diagnostic::Diagnostic;
use crate::inspect::{Inspection, View};
use crate::report::Findings;
use crate::source::{SourceFile, Units};
use crate::workspace::LoadedFile;

/// A text, as the editor has it.
pub struct Document {
    /// Its address.
    pub uri: Uri,
    /// Its version, as the editor counts.
    pub version: i32,
    /// Whether what is said of it has changed since it was said.
    pub is_due: bool,
    /// Whether what the editor has is not known any more: until it hands over a whole text nothing is said of it.
    pub is_lost: bool,
    /// What it is judged by.
    pub plan: Arc<Plan>,
    /// Whether it is judged at all.
    is_ours: bool,
    text: String,
    /// The file on disk, where it has a fault of encoding, which an editor's text does not show; until the text is changed.
    on_disk: Option<Arc<LoadedFile>>,
    loaded: Option<Arc<LoadedFile>>,
    inspection: Option<Arc<Inspection>>,
    /// What was found, secrets masked, only what is wanted.
    found: Option<Vec<Diagnostic>>,
}

impl Document {
    /// A text that was opened.
    pub fn new(uri: Uri, version: i32, text: String, plan: Option<Arc<Plan>>) -> Self {
        let is_ours = plan.is_some();
        let mut document = Self {
            uri,
            version,
            is_due: is_ours,
            is_lost: false,
            plan: plan.unwrap_or_default(),
            is_ours,
            text,
            on_disk: None,
            loaded: None,
            inspection: None,
            found: None,
        };
        document.look_at_disk();
        document
    }

    /// Whether something is said of it.
    pub fn is_judged(&self) -> bool {
        self.is_ours && !self.is_lost
    }

    /// Judges it by something else, or not at all any more.
    pub fn plan_again(&mut self, plan: Option<Arc<Plan>>) {
        let was_ours = std::mem::replace(&mut self.is_ours, plan.is_some());
        self.plan = plan.unwrap_or_default();
        self.forget();
        self.is_due = was_ours || self.is_ours;
    }

    /// Whether the file on disk, which the text was read from or written to, is one that cannot be read as it is.
    pub fn look_at_disk(&mut self) {
        if !self.is_ours {
            return;
        }
        let read = uri::path(&self.uri).and_then(|path| SourceFile::read(&path).ok());
        self.on_disk =
            read.filter(|source| source.fault().is_some()).map(|source| LoadedFile::parse(source, None).into());
        self.forget();
    }

    /// Takes the editor's changes, one after the other.
    pub fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, units: Units) {
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let lines = Lines::new(&self.text, units);
                    let (start, end) =
                        (lines.in_text(part.range.start) as usize, lines.in_text(part.range.end) as usize);
                    self.text.replace_range(start.min(end)..start.max(end), &part.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    self.text = whole.text;
                    self.is_lost = false;
                }
            }
        }
        self.version = version;
        self.on_disk = None;
        self.forget();
    }

    /// Takes a text that was lost as the editor saved it.
    pub fn recover(&mut self, text: String) {
        (self.text, self.is_lost) = (text, false);
        self.forget();
    }

    /// The text, as the editor has it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Forgets what was judged: the text, or what it is judged by, is another one.
    pub fn forget(&mut self) {
        self.loaded = None;
        self.inspection = None;
        self.found = None;
        self.is_due = self.is_ours;
    }

    /// The text, read.
    pub fn file(&mut self) -> Arc<LoadedFile> {
        if let Some(file) = &self.on_disk {
            return file.clone();
        }
        let source = || SourceFile::from_bytes(uri::name(&self.uri), self.text.clone().into_bytes());
        self.loaded.get_or_insert_with(|| self.plan.workspace.load(source())).clone()
    }

    /// What a service sees of the text.
    pub fn view(&mut self) -> View {
        let file = self.file();
        self.plan.workspace.view(file)
    }

    /// The text, judged.
    pub fn inspection(&mut self) -> Arc<Inspection> {
        let file = self.file();
        self.inspection.get_or_insert_with(|| self.plan.workspace.check(file).into()).clone()
    }

    /// Judges the text, unless that is done: secrets masked, only what is wanted.
    pub fn judge(&mut self) {
        if self.found.is_none() {
            let inspection = self.inspection();
            let findings = Findings::of(&inspection, |diagnostic| self.plan.wants(diagnostic));
            self.found = Some(findings.diagnostics);
        }
    }

    /// What was found when it was judged.
    pub fn found(&self) -> &[Diagnostic] {
        self.found.as_deref().unwrap_or_default()
    }

    /// The lines of the text that is judged, as the editor counts them.
    pub fn lines(&self, units: Units) -> Lines<'_> {
        let text = self.on_disk.as_ref().map_or(self.text.as_str(), |file| file.source.text());
        Lines::new(text, units)
    }
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{Position, Range, TextDocumentContentChangePartial};

    use super::*;

    fn open(version: i32, text: &str) -> Document {
        Document::new(Uri::from("untitled:x"), version, text.to_owned(), Some(Arc::default()))
    }

    #[test]
    fn changes_follow_each_other_and_meet_what_the_editor_means() {
        let mut document = open(1, "\u{feff}a: 🔑\r\nb");
        let part = |line, from, to, text: &str| {
            let at = |character| Position { line, character };
            let range = Range { start: at(from), end: at(to) };
            TextDocumentContentChangePartial { range, text: text.to_owned(), ..Default::default() }.into()
        };
        document.change(2, vec![part(0, 4, 6, "ö"), part(1, 1, 99, ": c"), part(1, 9, 0, "x")], Units::Utf16);
        assert_eq!((document.text.as_str(), document.version), ("\u{feff}a: ö\r\nx", 2));
    }

    /// Line and character of a place, counted anew.
    fn place(text: &str, at: usize, units: Units) -> Position {
        let before = text[..at].replace("\r\n", "\n").replace('\r', "\n");
        let last = before.rsplit('\n').next().unwrap();
        let character = match units {
            Units::Utf8 => last.len(),
            Units::Utf16 => last.encode_utf16().count(),
            Units::Utf32 => last.chars().count(),
        };
        Position { line: before.matches('\n').count() as u32, character: character as u32 }
    }

    #[test]
    fn ten_thousand_edits_leave_both_with_the_same_text() {
        const PIECES: [&str; 9] = ["", "", "", "a", "ö", "🔑b", "\r", "\n", "x\r\n"];
        let mut seed = 17_usize;
        let mut random = |end: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % end
        };
        for units in [Units::Utf8, Units::Utf16, Units::Utf32] {
            let mut text = "a: ö\r\nb: 🔑\n".repeat(8);
            let mut document = open(0, &text);
            for version in 1..3334 {
                let inside = |at: &usize| *at > 0 && text.as_bytes().get(at - 1..=*at) == Some(b"\r\n");
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let places: Vec<usize> = places.into_iter().filter(|at| !inside(at)).collect();
                let from = random(places.len());
                let (start, end) = (places[from], places[(from + random(4)).min(places.len() - 1)]);
                let range = Range { start: place(&text, start, units), end: place(&text, end, units) };
                let new = PIECES[random(PIECES.len())].to_owned();
                text.replace_range(start..end, &new);
                let part = TextDocumentContentChangePartial { range, text: new, ..Default::default() };
                document.change(version, vec![part.into()], units);
                assert_eq!(document.text, text);
            }
        }
    }
}
