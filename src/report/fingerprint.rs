//! A name for a diagnostic that stays when lines move.

use super::{File, Findings, Report};
use crate::diagnostic::Diagnostic;

/// So many bytes of a line count: many diagnostics can be on a long one.
const LONGEST: usize = 4096;

/// All diagnostics with their file and fingerprint: a hash of path, rule, property and the line's text without the
/// blanks around it (every secret in it masked), and of how many like it came before.
pub(super) fn fingerprints(report: &Report) -> Vec<(&File, &Findings, &Diagnostic, String)> {
    let mut seen = std::collections::HashMap::new();
    report
        .findings()
        .map(|(file, found, diagnostic)| {
            let line = found.source.slice(found.source.line_span(diagnostic.span.start)).trim();
            let line = &line[..line.floor_char_boundary(LONGEST)];
            let path = super::path::relative(&file.path);
            let property = diagnostic.property.as_deref().unwrap_or("");
            let hash = fnv([path.as_str(), diagnostic.rule, property, line]);
            let before = seen.entry(hash).or_insert(0_u64);
            *before += 1;
            (file, found, diagnostic, format!("{:016x}", hash.wrapping_add(*before - 1)))
        })
        .collect()
}

/// FNV-1a, 64 bits: the same on every platform and in every release.
pub(super) fn fnv<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
