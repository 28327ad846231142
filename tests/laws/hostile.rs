//! Texts that nobody wrote: fixtures with bytes changed, cut, doubled and mixed, held against the laws of fuzz/src: every reader ends, fixes and
//! migrations keep their laws, and a planted secret is in no report. The same for replies of servers, answers of token endpoints,
//! placeholders, and edits. The fuzzers look for such texts by coverage (`tests/full fuzz`), this by chance, on any toolchain.
//!
//! `FUZZ_EXECUTIONS=1000000 FUZZ_SEED=7 cargo test --release --test main laws::hostile` runs for as long as wanted, with ten times as many
//! of the smaller texts. A text that fails is printed; it becomes a fixture of the rule or the reader that failed.

use std::path::Path;

use super::pieces;
use super::targets::{ENDINGS, target};
use crate::random::Random;

/// Texts to begin with, each with the ending of its name.
type Corpus = Vec<(String, Vec<u8>)>;

/// The files below a folder that end so.
fn files(folder: &str, endings: &[&str]) -> Corpus {
    let mut files = vec![];
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if endings.contains(&ending) {
                files.push((ending.to_owned(), std::fs::read(&path).expect("a file")));
            }
        }
    }
    files.sort();
    files
}

/// A file of the corpus with a few changes.
fn changed(random: &mut Random, corpus: &Corpus) -> (String, Vec<u8>) {
    let (ending, bytes) = &corpus[random.below(corpus.len())];
    let mut bytes = bytes.clone();
    bytes.truncate(8192);
    change(random, &mut bytes, corpus, pieces::files());
    // A secret in a line of its own anywhere: in the midst of a key or a value, too.
    if random.once_in(3) && !bytes.starts_with(&[0xff]) && !bytes.starts_with(&[0xfe]) {
        let starts = (0..=bytes.len()).filter(|at| *at == 0 || bytes[at - 1] == b'\n').collect::<Vec<_>>();
        let at = random.pick(&starts);
        let line = format!("{}: §\n", random.pick(&["smtpPassword", "a.secret", "# password"]));
        bytes.splice(at..at, line.into_bytes()).for_each(drop);
    }
    (ending.clone(), bytes)
}

/// Cuts, doubles, mixes, and puts pieces in.
fn change(random: &mut Random, bytes: &mut Vec<u8>, corpus: &Corpus, pieces: &[Vec<u8>]) {
    for _ in 0..1 + random.below(6) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.splice(at..at, pieces[random.below(pieces.len())].iter().copied()).for_each(drop),
            2 => bytes.splice(at..end, pieces[random.below(pieces.len())].repeat(1 + random.below(8))).for_each(drop),
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

/// Holds what is made at random against the law of a target.
fn hold(name: &str, bytes: &[u8]) {
    let law = target(name);
    let result = std::panic::catch_unwind(|| law(bytes));
    assert!(result.is_ok(), "{name}:\n{}", String::from_utf8_lossy(bytes));
}

/// The same for a target that takes files of several formats.
fn hold_file(name: &str, ending: &str, bytes: &[u8]) {
    let number = ENDINGS.iter().position(|one| *one == ending).expect("a known ending");
    hold(name, &[number.to_string().as_bytes(), bytes].concat());
}

#[test]
fn no_text_breaks_a_law() {
    let corpus = files("fixtures", &ENDINGS);
    executions(500, 1, |random| {
        let (ending, bytes) = changed(random, &corpus);
        hold_file("fix", &ending, &bytes);
        hold_file("masks", &ending, &bytes);
    });
}

#[test]
fn no_text_is_read_outside_itself() {
    let corpus = files("fixtures", &ENDINGS);
    executions(500, 1, |random| {
        let (_, bytes) = changed(random, &corpus);
        for reader in ["yaml", "properties", "json", "registry", "actuator"] {
            hold(reader, &bytes);
        }
    });
}

#[test]
fn no_text_is_migrated_wrongly() {
    let corpus =
        [files("fixtures/migrate", &["yml", "properties", "json"]), files("fixtures/legacy", &["yml"])].concat();
    executions(300, 1, |random| {
        let (ending, bytes) = changed(random, &corpus);
        hold_file("migrate", &ending, &bytes);
    });
}

#[test]
fn no_text_depends_on_its_line_ends_or_loses_more_than_a_secret() {
    let corpus = files("fixtures", &ENDINGS);
    executions(200, 1, |random| {
        let (ending, bytes) = changed(random, &corpus);
        hold_file("breaks", &ending, &bytes);
        hold_file("rotate", &ending, &bytes);
    });
}

#[test]
fn edits_are_applied_like_one_after_the_other() {
    executions(3_000, 10, |random| {
        let bytes: Vec<u8> = (0..random.below(100)).map(|_| random.below(256) as u8).collect();
        hold("edits", &bytes);
    });
}

#[test]
fn no_reply_breaks_the_catalog() {
    let corpus = files("fixtures/live", &["reply", "tsv"]);
    executions(1_000, 10, |random| {
        let mut bytes = corpus[random.below(corpus.len())].1.clone();
        bytes.truncate(2048);
        change(random, &mut bytes, &corpus, pieces::replies());
        hold("replies", &bytes);
    });
}

#[cfg(feature = "live")]
#[test]
fn no_placeholder_runs_away() {
    executions(3_000, 10, |random| {
        let pieces = pieces::placeholders();
        let bytes = (0..random.below(60)).flat_map(|_| &pieces[random.below(pieces.len())]).copied();
        hold("placeholders", &bytes.collect::<Vec<_>>());
    });
}
