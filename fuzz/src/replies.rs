//! What servers say is taken apart in bounded work, and what is said of it is of the text.

use osweb_config::catalog::Phase;
use osweb_config::catalog::lookup::{aadsts, lookup, token_error};

/// What must hold of the reply of a server, in any phase or none.
pub fn hold(text: &str) {
    for phase in Phase::ALL.into_iter().map(Some).chain([None]) {
        for finding in lookup(text, phase) {
            assert!(!finding.cause.is_empty() && !finding.code.is_empty());
            assert!(!finding.cause.contains("{}"), "a template was not filled: {}", finding.cause);
        }
    }
    token_holds(text);
}

/// What must hold of the answer of a token endpoint.
pub fn token_holds(text: &str) {
    let error = token_error(text);
    for codes in [aadsts(text), error.codes] {
        for code in &codes {
            assert!(text.contains(&code.to_string()), "{code} is not in the text");
        }
    }
    assert!(error.description.len() <= text.len());
}
