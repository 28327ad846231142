//! A file with line ends of Windows is judged, and put right, like the same file with those of Unix.

use std::sync::Arc;

use osweb_config::fix::{Kinds, fix_with};
use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::source::SourceFile;

/// What must hold of a file that has line ends of Unix alone.
pub fn hold(name: &str, bytes: &[u8]) {
    let options = Options::default();
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // Text of two bytes a character is told by its zeros.
    if text.contains(['\r', '\0']) {
        return;
    }
    let judged = |text: String| inspect(Arc::new(SourceFile::from_bytes(name, text.into_bytes())), &options);
    let (unix, windows) = (judged(text.to_owned()), judged(text.replace('\n', "\r\n")));
    assert_eq!(said(&unix), said(&windows), "{text:?}");
    for kinds in [Kinds::Safe, Kinds::Unsafe] {
        let fixed = |old: &Inspection| {
            let fixed = fix_with(old, &options, kinds, &|_| true)?;
            Some(fixed.inspection.source.text().to_owned())
        };
        let refused = !unix.reading.faults.is_empty();
        let (unix, windows) = (fixed(&unix), fixed(&windows));
        // How much of a refused file is left is counted in bytes.
        if refused && unix.is_some() != windows.is_some() {
            continue;
        }
        assert_eq!(unix, windows.map(|text| text.replace("\r\n", "\n")), "{text:?}");
    }
}

/// Rules and places.
fn said(inspection: &Inspection) -> Vec<(&'static str, usize, usize)> {
    let place = |at| inspection.source.position(at);
    let diagnostics = inspection.diagnostics.iter();
    diagnostics.map(|one| (one.rule, place(one.span.start).line, place(one.span.start).column)).collect()
}
