//! A rule's page: the doc comment at the head of its source file, which the build script copies.

/// A page, in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// One sentence: what the rule reports.
    pub summary: String,
    /// `What`, `Why`, `What to do`, `References`, each with its text.
    pub sections: Vec<(String, String)>,
}

impl Page {
    /// Takes a page apart at its headings.
    pub(super) fn parse(text: &str) -> Self {
        let mut summary = String::new();
        let mut sections: Vec<(String, String)> = vec![];
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("# ") {
                sections.push((title.to_owned(), String::new()));
                continue;
            }
            let text = sections.last_mut().map_or(&mut summary, |(_, text)| text);
            text.push_str(line);
            text.push('\n');
        }
        for text in sections.iter_mut().map(|(_, text)| text).chain([&mut summary]) {
            *text = text.trim().to_owned();
        }
        Self { summary, sections }
    }

    /// A section's text.
    pub fn section(&self, title: &str) -> Option<&str> {
        self.sections.iter().find(|(name, _)| name == title).map(|(_, text)| text.as_str())
    }

    /// The first link of the references, which every report carries.
    pub fn url(&self) -> Option<&str> {
        let references = self.section("References")?;
        let from = references.find("https://")?;
        // An address in angle brackets ends with them, and may hold anything before.
        let bracketed = references[..from].ends_with('<');
        references[from..].split(if bracketed { &['>'][..] } else { &['>', ')', ' ', '\n'] }).next()
    }
}
