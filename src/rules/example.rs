//! A rule's example: its fixture, and what the program says of it.

/// A file that breaks a rule, and the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Example {
    /// The file's name.
    pub file: &'static str,
    /// Its content.
    pub input: &'static str,
    /// What `osweb-config check` prints of it.
    pub output: &'static str,
}

/// Rule, file name, content, output: `fixtures/rules`, collected by the build script.
static EXAMPLES: &[(&str, &str, &str, &str)] = &include!(concat!(env!("OUT_DIR"), "/examples.rs"));

impl super::Rule {
    /// The rule's example.
    pub fn example(&self) -> Option<Example> {
        let (_, file, input, output) = EXAMPLES.iter().find(|(rule, ..)| *rule == self.name)?;
        Some(Example { file, input, output })
    }
}
