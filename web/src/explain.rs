//! A rule's page; what an error of Microsoft means.

use osweb_config::catalog::Finding;
use osweb_config::catalog::lookup::lookup;
use osweb_config::rules::{self, Rule};
use serde_json::{Value as Json, json};

/// So many entries at most are shown for a part of a name.
const MANY: usize = 12;

/// What is known of a text that somebody typed: of a rule with this name alone its page, else what the words are found in.
pub fn explain(query: &str) -> Json {
    let query = query.trim();
    if let Some(rule) = rules::find(query) {
        return json!({ "entries": [entry(rule)] });
    }
    let replies: Vec<Json> = lookup(query, None).iter().take(MANY).map(reply).collect();
    if !replies.is_empty() {
        return json!({ "entries": replies });
    }
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let found = rules::documented().into_iter().filter(|rule| {
        let text = format!("{} {}", rule.name, rule.page).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    });
    let entries: Vec<Json> = found.take(MANY).map(entry).collect();
    let why = entries.is_empty().then_some(
        "Nothing is known of this. Try a code such as AADSTS7000215, the reply of the mail server, or one word of it.",
    );
    json!({ "entries": entries, "why": why })
}

/// What a reply means.
fn reply(found: &Finding) -> Json {
    let section = |title: &str, text: &str| json!({ "title": title, "text": text });
    let mut sections = vec![section("Cause", &found.cause), section("What to do", &found.remedy)];
    for other in &found.others {
        sections.extend([section("Or", &other.cause), section("What to do then", &other.remedy)]);
    }
    let ruled_out = found.ruled_out.iter();
    sections.extend(ruled_out.map(|other| section("Not", &format!("{}: {}", other.cause, other.because))));
    sections.extend(found.url.as_ref().map(|url| section("See", &format!("<{url}>"))));
    json!({ "name": "", "summary": "", "sections": sections })
}

fn entry(rule: &Rule) -> Json {
    let page = rule.page();
    let sections = page.sections.iter().map(|(title, text)| json!({ "title": title, "text": text }));
    json!({ "name": rule.name, "summary": page.summary, "sections": sections.collect::<Vec<_>>() })
}
