//! Texts that nobody wrote: fixtures with bytes changed, cut, doubled and mixed. Whatever they are, every reader ends, fixes and
//! migrations keep their laws, and a planted secret is in no report. The same for replies of servers, answers of token endpoints,
//! placeholders, and edits.
//!
//! `FUZZ_EXECUTIONS=1000000 FUZZ_SEED=7 cargo test --release --test main laws::hostile` runs for as long as wanted, with ten times as many
//! of the smaller texts. A text that fails is printed; it becomes a fixture of the rule or the reader that failed.

use std::path::Path;
use std::sync::Arc;

use osweb_config::choice::Choice as _;
use osweb_config::fix::fix;
use osweb_config::inspect::{Options, inspect};
use osweb_config::report::{File, Findings, Outcome, Report, ReportFormat};
use osweb_config::source::SourceFile;
use osweb_config::terminal::Look;

use crate::random::Random;

mod edits;
mod migrations;
mod replies;

/// The form of a client secret that Microsoft Entra makes.
const SECRET: &str = "Rw58Q~bulkovanta.merisokk_tavolin-QzEu";

/// What makes a difference to a reader.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "  ",
    "\t",
    ":",
    ": ",
    "- ",
    "? ",
    "#",
    " #",
    "'",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&a ",
    "*a",
    "!!int ",
    "<<: *a\n",
    "|\n",
    ">-\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "${",
    "}",
    "${A:b}",
    "=",
    "\u{a0}",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "\u{0}",
    "\u{1b}[31m",
    "ü",
    "🔑",
    "::error::x",
    "##vso[x]",
    "smtpPassword: ",
    "spring.config.activate.on-profile: ",
    "# osweb-config: ignore[",
    "password=",
    "://u:p@h",
    "REGEDIT4\r\n",
    "[HKEY_X]\r\n",
    "\"a\"=\"",
];

fn corpus() -> Vec<(String, Vec<u8>)> {
    files("fixtures", &["yml", "yaml", "properties", "json", "reg"])
}

/// The files of a folder that end so, with names by which their formats are known.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![];
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if endings.contains(&ending) {
                files.push((format!("osweb-prod.{ending}"), std::fs::read(&path).expect("a file")));
            }
        }
    }
    files.sort();
    files
}

/// A text of the corpus with a few changes.
fn changed(random: &mut Random, corpus: &[(String, Vec<u8>)]) -> (String, Vec<u8>) {
    let (name, bytes) = &corpus[random.below(corpus.len())];
    let mut bytes = bytes.clone();
    bytes.truncate(8192);
    change(random, &mut bytes, corpus, PIECES);
    // A line of its own anywhere: in the midst of a key or a value, too.
    if random.once_in(3) && !bytes.starts_with(&[0xff]) && !bytes.starts_with(&[0xfe]) {
        let starts = (0..=bytes.len()).filter(|at| *at == 0 || bytes[at - 1] == b'\n').collect::<Vec<_>>();
        let at = random.pick(&starts);
        let line = format!("{}: {SECRET}\n", random.pick(&["smtpPassword", "a.secret", "# password"]));
        bytes.splice(at..at, line.into_bytes()).for_each(drop);
    }
    (name.clone(), bytes)
}

/// Cuts, doubles, mixes, and puts pieces in.
fn change(random: &mut Random, bytes: &mut Vec<u8>, corpus: &[(String, Vec<u8>)], pieces: &[&str]) {
    for _ in 0..1 + random.below(6) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.splice(at..at, random.pick(pieces).bytes()).for_each(drop),
            2 => bytes.splice(at..end, random.pick(pieces).repeat(1 + random.below(8)).bytes()).for_each(drop),
            3 => {
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, copy).for_each(drop);
            }
            4 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            _ => {
                let other = &corpus[random.below(corpus.len())].1;
                let from = random.below(other.len() + 1);
                let part = &other[from..(from + random.below(200)).min(other.len())];
                bytes.splice(at..at, part.iter().copied()).for_each(drop);
            }
        }
    }
}

fn assert_laws(name: &str, bytes: &[u8]) {
    let source = Arc::new(SourceFile::from_bytes(name, bytes.to_vec()));
    let options = Options::default();
    let inspection = inspect(source.clone(), &options);
    for diagnostic in &inspection.diagnostics {
        assert!(diagnostic.span.end as usize <= source.text().len());
        source.position(diagnostic.span.end);
    }
    if let Some(fixed) = fix(&inspection, &options, &|_| true) {
        let again = fix(&fixed.inspection, &options, &|_| true);
        assert!(again.is_none(), "a second fix changes what the first one left");
        let disk = fixed.inspection.source.encode(fixed.inspection.source.text());
        assert_eq!(SourceFile::from_bytes(name, disk).text(), fixed.inspection.source.text());
    }
    let planted = source.text().contains(SECRET);
    let findings = Findings::new(inspection, |_| true);
    let report = Report {
        files: vec![File {
            path: name.to_owned(),
            fail_on: osweb_config::diagnostic::FailOn::Error,
            outcome: Outcome::Checked(findings),
        }],
        quiet: false,
    };
    for format in ReportFormat::ALL {
        let text = report.render(*format, Look::FILE);
        assert!(!(planted && text.contains(SECRET)), "{format:?} shows the secret:\n{text}");
        // A format that is made for a system writes that system's commands itself.
        let rest = if *format == ReportFormat::Azure { text.replace("##vso[task.logissue ", "") } else { text };
        assert!(!rest.contains('\u{1b}') && !rest.contains("##vso["), "{format:?} lets a command through:\n{rest}");
    }
}

/// Does something with as many texts as are wanted (`FUZZ_EXECUTIONS`, or `usual`), each with a generator of its own, and says which failed.
fn executions(usual: u64, times: u64, one: impl Fn(&mut Random) + std::panic::RefUnwindSafe) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (count, seed) =
        (number("FUZZ_EXECUTIONS").map_or(usual, |count| count * times), number("FUZZ_SEED").unwrap_or(1));
    for execution in 0..count {
        let result = std::panic::catch_unwind(|| one(&mut Random::new(seed, execution)));
        assert!(result.is_ok(), "execution {execution} of seed {seed} fails");
    }
    println!("{count} executions");
}

#[test]
fn no_text_breaks_a_law() {
    let corpus = corpus();
    executions(500, 1, |random| {
        let (name, bytes) = changed(random, &corpus);
        let result = std::panic::catch_unwind(|| assert_laws(&name, &bytes));
        assert!(result.is_ok(), "{name}:\n{}", String::from_utf8_lossy(&bytes));
    });
}
