//! What servers say, and placeholders: whatever the text is, it is taken apart in bounded work, and what is said of it is of the text.

use osweb_config::catalog::Phase;
use osweb_config::catalog::lookup::{aadsts, lookup, token_error};

use super::{change, executions, files};

/// What makes a difference to a reader of replies.
const PIECES: &[&str] = &[
    "550 ",
    "535-5.7.3 ",
    "5.7.139",
    "4.",
    ".",
    "-",
    " ",
    "\r\n",
    "\n",
    "AADSTS",
    "AADSTS7000215: ",
    "aadsts99999999999999999999",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\\u0000",
    "\"error\":",
    "\"error_codes\":[",
    "{\"error\":{\"code\":",
    "invalid_client",
    ",",
    ":",
    "1e400",
    "-1",
    "\u{0}",
    "\u{1b}[31m",
    "\u{2028}",
    "ı",
    "ſ",
    "İ",
    "🔑",
];

#[test]
fn no_reply_breaks_the_catalog() {
    let corpus = files("fixtures/live", &["reply", "tsv"]);
    executions(1_000, 10, |random| {
        let mut bytes = corpus[random.below(corpus.len())].1.clone();
        bytes.truncate(2048);
        change(random, &mut bytes, &corpus, PIECES);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let phase = (!random.once_in(2)).then(|| random.pick(&Phase::ALL));
        let result = std::panic::catch_unwind(|| {
            for finding in lookup(&text, phase) {
                assert!(!finding.cause.is_empty() && !finding.code.is_empty());
                assert!(!finding.cause.contains("{}"), "a template was not filled: {}", finding.cause);
            }
            let error = token_error(&text);
            for codes in [aadsts(&text), error.codes] {
                for code in &codes {
                    assert!(text.contains(&code.to_string()), "{code} is not in the text");
                }
            }
            assert!(error.description.len() <= text.len());
        });
        assert!(result.is_ok(), "{phase:?}:\n{text}");
    });
}

#[cfg(feature = "live")]
#[test]
fn no_placeholder_runs_away() {
    use osweb_config::live::placeholder::{Sources, resolve};
    const PIECES: &[&str] =
        &["${", "}", ":", "a", "b", "c", "${a}", "${b:", "$", "{", "\\", "${A_B}", "-", ".", "[0]", "ü"];
    const SECRET: &str = "Kopapavorurno8";
    let environment = |name: &str| (name == "A_B").then(|| SECRET.to_owned());
    executions(3_000, 10, |random| {
        let mut texts = [String::new(), String::new(), String::new(), String::new()];
        for text in &mut texts {
            (0..random.below(14)).for_each(|_| text.push_str(random.pick(PIECES)));
        }
        let [text, a, b, c] = &texts;
        let result = std::panic::catch_unwind(|| {
            let properties = [("a", a.as_str()), ("b", b), ("c", c)];
            match resolve(text, &Sources { environment: &environment, properties: &properties }) {
                // Bounded: so many replacements of texts as long as these make no more.
                Ok(made) => assert!(made.len() <= 64 * 1024 + text.len()),
                // An error names placeholders, and no value.
                Err(error) => assert!(!format!("{error:?}").contains(SECRET), "{error:?}"),
            }
        });
        assert!(result.is_ok(), "{texts:?}");
    });
}
