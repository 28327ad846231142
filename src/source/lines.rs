//! Where the lines of a text begin.

/// Offsets of the line starts, by YAML 1.1's line breaks (so that our line numbers are the JVM's).
#[derive(Debug)]
pub(super) struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        // A byte of a line break: LF, CR, or the first byte of U+0085 (C2 85), U+2028 and U+2029 (E2 80 A8/A9).
        let mut at = 0;
        while at < bytes.len() {
            let width = break_width(bytes, at);
            if width > 0 {
                at += width;
                starts.push(at as u32);
            } else {
                at += 1;
            }
        }
        Self { starts }
    }

    /// Index of the line (from 0) that holds `offset`.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset) - 1
    }

    pub(super) fn start(&self, line: usize) -> usize {
        self.starts[line] as usize
    }

    pub(super) fn next_start(&self, text: &str, line: usize) -> usize {
        self.starts.get(line + 1).map_or(text.len(), |&start| start as usize)
    }

    pub(super) fn content_end(&self, text: &str, line: usize) -> usize {
        let next = self.next_start(text, line);
        let bytes = text.as_bytes();
        // A break takes three bytes at most, and CR LF two; the last line may have none.
        let from = next.saturating_sub(3).max(self.start(line));
        (from..next).find(|&at| at + break_width(bytes, at) == next).unwrap_or(next)
    }
}

/// Number of bytes of the line break at `at`; 0 where there is none.
pub(crate) fn break_width(bytes: &[u8], at: usize) -> usize {
    match bytes[at] {
        b'\n' => 1,
        b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
        b'\r' => 1,
        0xc2 if bytes.get(at + 1) == Some(&0x85) => 2,
        0xe2 if bytes.get(at + 1) == Some(&0x80) && matches!(bytes.get(at + 2), Some(0xa8 | 0xa9)) => 3,
        _ => 0,
    }
}
