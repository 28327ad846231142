//! `explain`: the pages of the rules.

use serde::Serialize;

use crate::cli::{ExplainArgs, ExplainFormat, GlobalArgs};
use crate::diagnostic::Severity;
use crate::exit::Exit;
use crate::report::pretty;
use crate::rules::{self, Example, Rule};
use crate::terminal::Look;

mod page;

/// Runs `explain`.
pub fn run(args: &ExplainArgs, global: &GlobalArgs) -> Exit {
    let look = Look::of_stdout(global.color);
    // Without a name clap has made sure of --all.
    let text = match (args.rule.and_then(rules::find), args.format) {
        (Some(rule), ExplainFormat::Human) => page::terminal(rule, look),
        (Some(rule), ExplainFormat::Markdown) => page::markdown(rule, 1),
        (Some(rule), ExplainFormat::Json) => json([rule]),
        (None, ExplainFormat::Human) => page::list(look),
        (None, ExplainFormat::Markdown) => all_markdown(),
        (None, ExplainFormat::Json) => json(rules::documented()),
    };
    super::print(&text).map_or_else(|failed| failed, |()| Exit::Done)
}

fn all_markdown() -> String {
    let mut text = "# Rules\n\n| rule | severity | what it reports |\n| --- | --- | --- |\n".to_owned();
    for rule in rules::documented() {
        let summary = rule.page().summary.replace('\n', " ").replace('|', "\\|");
        text.push_str(&format!("| [`{0}`](#{0}) | {1} | {summary} |\n", rule.name, rule.severity.word()));
    }
    for rule in rules::documented() {
        text.push('\n');
        text.push_str(&page::markdown(rule, 2));
    }
    text
}

#[derive(Serialize)]
struct Document {
    version: u32,
    rules: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: &'static str,
    severity: Severity,
    summary: &'static str,
    sections: Vec<Section>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<Example>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'static str>,
}

#[derive(Serialize)]
struct Section {
    title: &'static str,
    text: &'static str,
}

fn json(rules: impl IntoIterator<Item = &'static Rule>) -> String {
    let rules = rules.into_iter().map(|rule| {
        let page = rule.page();
        Entry {
            name: rule.name,
            severity: rule.severity,
            url: page.url(),
            summary: &page.summary,
            sections: page.sections.iter().map(|(title, text)| Section { title, text }).collect(),
            example: rule.example(),
        }
    });
    pretty(&Document { version: 1, rules: rules.collect() })
}
