//! The catalog as a page: `docs/replies.md` is written from it, and found by whoever searches for an error.

use std::fmt::Write;

use super::facts::Facts;
use super::finding::Finding;
use super::phase::{Phase, Stage};
use super::sign::{Evidence, Sign};
use super::{Entry, Pattern, all};

/// The page of all known replies, in Markdown. `fixture` gives an entry's literal replies.
pub fn replies(fixture: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = String::from(HEAD);
    for stage in Stage::ALL {
        let of_stage: Vec<_> = all().filter(|entry| first_phase(entry).stage() == stage).collect();
        let _ = write!(text, "\n## Stage `{}`\n", stage.name());
        for entry in of_stage {
            entry_text(&mut text, entry, fixture(entry.name).as_deref());
        }
    }
    text
}

const HEAD: &str = "# Known replies

What the live check knows of replies and faults on the way to a sent message. This page is written from the program's catalog
(`UPDATE_FIXTURES=1 cargo test`); `osweb-config explain` shows the same for one code or reply. Each entry has the steps in which it applies: the same
words mean other things at other steps. Of several causes the first one is the likeliest where nothing else is known; a live check knows the file, the
token and what earlier steps have shown, and orders the causes by that evidence. A reply that is not here is explained by its step, its
first digit and its enhanced code (RFC 5321, RFC 3463).

Names, addresses and IDs in the examples are made up.
";

fn first_phase(entry: &Entry) -> Phase {
    // An entry that applies everywhere belongs where its last word is most often heard.
    match entry.phases {
        phases if phases == Phase::FROM_AUTH => Phase::Auth,
        phases => phases[0],
    }
}

fn entry_text(text: &mut String, entry: &Entry, fixture: Option<&str>) {
    let facts = Facts { phase: Some(first_phase(entry)), detail: "…".to_owned(), ..Facts::unknown() };
    let _ = write!(text, "\n### `{}`\n\n", entry.name);
    let phases = entry.phases.iter().map(|phase| phase.name()).collect::<Vec<_>>().join(", ");
    let _ = writeln!(text, "- Steps: {phases}");
    if let Some(codes) = codes(entry) {
        let _ = writeln!(text, "- Codes: {codes}");
    }
    let _ = writeln!(text, "- Setting: `{}`", entry.setting.key());
    if let Some(url) = entry.url {
        let _ = writeln!(text, "- Documented: <{url}>");
    }
    if !matches!(entry.when[0], Pattern::Observed)
        && let Some(reply) = fixture
    {
        let shown: Vec<_> = reply.lines().filter(|line| !line.is_empty()).take(6).collect();
        let _ = writeln!(text, "\n```text\n{}\n```", shown.join("\n"));
    }
    for cause in entry.causes {
        let what = facts.fill(cause.what);
        let _ = write!(text, "\n**{}**\n", escaped(what.trim_end()));
        let evidence: Vec<_> = cause.evidence.iter().filter_map(|piece| evidence_words(piece, &facts)).collect();
        if !evidence.is_empty() {
            let _ = writeln!(text, "({})", escaped(&evidence.join("; ")));
        }
        let mut command = false;
        for line in facts.fill(cause.remedy).lines() {
            let is_command = line.starts_with("    ");
            match (command, is_command) {
                (false, true) => text.push_str("\n```powershell\n"),
                (true, false) => text.push_str("```\n\n"),
                (false, false) => text.push('\n'),
                _ => {}
            }
            command = is_command;
            let line = if is_command { line.trim_start().to_owned() } else { escaped(line) };
            let _ = writeln!(text, "{line}");
        }
        if command {
            text.push_str("```\n");
        }
    }
}

/// What a piece of evidence says, in words.
fn evidence_words(piece: &Evidence, facts: &Facts) -> Option<String> {
    let words = |sign: &Sign| match sign {
        Sign::In(phases) => phase_words(phases),
        Sign::Not(Sign::In(phases)) => phase_words(phases).replacen("at", "not at", 1),
        Sign::Port(port) => format!("smtpPort is {port}"),
        sign => facts.fill(sign.words()),
    };
    Some(match piece {
        Evidence::Only(sign) => format!("only if: {}", words(sign)),
        Evidence::Proves(sign) => format!("proven if: {}", words(sign)),
        Evidence::For(sign) => format!("likelier if: {}", words(sign)),
        Evidence::RulesOut(sign, _) => format!("ruled out if: {}", words(sign)),
    })
}

fn phase_words(phases: &[Phase]) -> String {
    format!("at {}", phases.iter().map(|phase| phase.name()).collect::<Vec<_>>().join(", "))
}

/// The codes that an entry applies to.
fn codes(entry: &Entry) -> Option<String> {
    let mut all = vec![];
    for pattern in entry.when {
        match pattern {
            Pattern::Aadsts(codes) => {
                all.extend(codes.iter().map(|(from, to)| {
                    if from == to { format!("AADSTS{from}") } else { format!("AADSTS{from} to {to}") }
                }))
            }
            Pattern::OAuth(names) => all.extend(names.iter().map(|name| format!("`{name}`"))),
            Pattern::Smtp { codes, enhanced, .. } => {
                all.extend(codes.iter().map(u16::to_string));
                for range in *enhanced {
                    let class = if range.class == 0 { "4/5".to_owned() } else { range.class.to_string() };
                    let mut code = format!("{class}.{}.{}", range.subject, range.first);
                    if range.last > range.first {
                        let _ = write!(code, " to {}", range.last);
                    }
                    all.push(code);
                }
            }
            Pattern::Unknown(0) => all.push("any other".to_owned()),
            Pattern::Unknown(digit) => all.push(format!("any other {digit}xx")),
            Pattern::Http(status, _) => all.push(format!("HTTP {status}")),
            Pattern::Says(_) | Pattern::Observed => {}
        }
    }
    let mut once: Vec<String> = vec![];
    for code in all {
        if !once.contains(&code) {
            once.push(code);
        }
    }
    (!once.is_empty()).then(|| once.join(", "))
}

/// Text that Markdown leaves as it is.
fn escaped(text: &str) -> String {
    text.replace('<', "\\<").replace('*', "\\*").replace('|', "\\|")
}

/// A finding as plain text, 120 columns wide; what is to be copied stays whole.
pub fn finding_text(finding: &Finding) -> String {
    let mut text = String::new();
    reply_lines(&mut text, finding);
    finding_lines(&mut text, finding, 120);
    text
}

/// The server's words, whole.
pub(crate) fn reply_lines(text: &mut String, finding: &Finding) {
    for (at, line) in finding.reply.iter().flat_map(|reply| reply.lines()).enumerate() {
        let label = if at == 0 { "reply:" } else { "" };
        let _ = writeln!(text, "{:INDENT$}{label:<7}{line}", "");
    }
}

/// Cause, remedy and the rest of a finding, without its reply.
pub(crate) fn finding_lines(text: &mut String, finding: &Finding, width: usize) {
    wrapped(text, "cause:", &finding.cause, width);
    wrapped(text, "cure:", &finding.remedy, width);
    for other in &finding.others {
        wrapped(text, "or:", &other.cause, width);
        wrapped(text, "cure:", &other.remedy, width);
    }
    for ruled_out in &finding.ruled_out {
        wrapped(text, "not:", &format!("{}: {}", ruled_out.cause, ruled_out.because), width);
    }
    if let Some(url) = &finding.url {
        wrapped(text, "see:", url, width);
    }
}

/// What belongs to a stage is indented by so many spaces.
const INDENT: usize = 10;

/// Writes a text with a label before it, broken into lines; what is to be copied stays whole.
pub(crate) fn wrapped(text: &mut String, label: &str, words: &str, width: usize) {
    let column = if label.is_empty() { INDENT } else { INDENT + 7 };
    let mut line = format!("{:INDENT$}{label:<width$}", "", width = column - INDENT);
    for paragraph in words.split('\n') {
        if paragraph.starts_with("    ") {
            line.push_str(paragraph);
        } else {
            for word in paragraph.split(' ') {
                let length = line.chars().count();
                if length > column && length + word.chars().count() >= width {
                    let _ = writeln!(text, "{}", line.trim_end());
                    line = " ".repeat(column);
                }
                line.push_str(word);
                line.push(' ');
            }
        }
        let _ = writeln!(text, "{}", line.trim_end());
        line = " ".repeat(column);
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    /// The page is what the catalog says now.
    #[test]
    fn the_page_of_known_replies_is_current() {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let fixture =
            |name: &str| std::fs::read_to_string(root.join(format!("fixtures/live/catalog/{name}.reply"))).ok();
        let page = super::replies(&fixture);
        let path = root.join("docs/replies.md");
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::create_dir_all(root.join("docs")).expect("the folder can be made");
            std::fs::write(&path, &page).expect("the page can be written");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == page,
            "docs/replies.md is not current: UPDATE_FIXTURES=1 cargo test, then read the difference"
        );
    }
}
