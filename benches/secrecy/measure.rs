//! How well secrets are told from the rest, on properties of real files.
//!
//! `sample.jsonl`: names of properties of public Spring Boot files, labelled by hand by what they mean; the values are invented ones of the
//! same form (the same kinds of characters in the same places), equal where the real ones were equal in the same file.

use std::collections::BTreeMap;

use osweb_config::source::SourceFile;
use osweb_config::workspace::LoadedFile;

const SAMPLE: &str = include_str!("sample.jsonl");

/// A labelled property.
#[derive(serde::Deserialize)]
struct Labelled {
    /// The number of the file that it is of.
    file: usize,
    label: Label,
    name: String,
    value: String,
}

#[derive(Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Label {
    Secret,
    Harmless,
}

/// What came out.
#[derive(Default)]
pub struct Figures {
    pub secrets: usize,
    pub harmless: usize,
    /// Secrets that are shown.
    pub missed: Vec<String>,
    /// Harmless properties that are hidden.
    pub wrong: Vec<String>,
}

impl Figures {
    /// The share of the labelled secrets that is hidden.
    pub fn recall(&self) -> f64 {
        1.0 - self.missed.len() as f64 / self.secrets as f64
    }

    /// The share of what is hidden that is labelled a secret.
    pub fn precision(&self) -> f64 {
        let right = (self.secrets - self.missed.len()) as f64;
        right / (right + self.wrong.len() as f64)
    }

    /// The share of the harmless properties that is hidden.
    pub fn hidden(&self) -> f64 {
        self.wrong.len() as f64 / self.harmless as f64
    }
}

/// Judges the sample, file by file: repetition counts.
pub fn measure() -> Figures {
    let mut files: BTreeMap<usize, Vec<Labelled>> = BTreeMap::new();
    for line in SAMPLE.lines() {
        let labelled: Labelled = serde_json::from_str(line).expect("a labelled property a line");
        files.entry(labelled.file).or_default().push(labelled);
    }
    let mut figures = Figures::default();
    for properties in files.values() {
        let object: serde_json::Map<_, _> =
            properties.iter().map(|one| (one.name.clone(), one.value.clone().into())).collect();
        let text = serde_json::to_vec(&object).expect("texts are written");
        let file = LoadedFile::parse(SourceFile::from_bytes("sample.json", text), None);
        for property in &file.reading.properties {
            let labelled = properties.iter().find(|one| one.name == property.name).expect("the name stays");
            let hidden = file.mask().hides(property);
            match labelled.label {
                Label::Secret => {
                    figures.secrets += 1;
                    if !hidden {
                        figures.missed.push(labelled.name.clone());
                    }
                }
                Label::Harmless => {
                    figures.harmless += 1;
                    if hidden {
                        figures.wrong.push(labelled.name.clone());
                    }
                }
            }
        }
    }
    figures
}
