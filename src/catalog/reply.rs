//! One reply of a server.

/// An enhanced status code (RFC 3463): class, subject, detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Enhanced(
    /// 2 success, 4 not now, 5 no.
    pub u16,
    /// What it is about.
    pub u16,
    /// In particular.
    pub u16,
);

impl std::fmt::Display for Enhanced {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl Enhanced {
    /// The code at the start of a text; some servers put a `#` before it, or a colon after it.
    fn parse(text: &str) -> Option<Self> {
        let word = text.trim_start().split([' ', '\t']).next()?;
        let word = word.trim_start_matches(['#', '(', '[']).trim_end_matches([':', ';', ',', ')', ']']);
        let mut parts = word.splitn(3, '.').map(|part| part.parse::<u16>().ok());
        let (class, subject, detail) = (parts.next()??, parts.next()??, parts.next()??);
        [2, 4, 5].contains(&class).then_some(Self(class, subject, detail))
    }
}

/// A reply: a code and one or more lines of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The three digits of the last line.
    pub code: u16,
    /// The text of each line, without code and line end, in any encoding.
    pub lines: Vec<Vec<u8>>,
}

impl Reply {
    /// Takes a line apart: code, whether more lines follow, text. `None` for a line that is no SMTP reply.
    pub fn parse_line(line: &[u8]) -> Option<(u16, bool, &[u8])> {
        let digits = line.get(..3)?;
        if !digits.iter().all(u8::is_ascii_digit) || !(b'1'..=b'5').contains(&digits[0]) {
            return None;
        }
        let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
        match line.get(3) {
            None => Some((code, false, b"")),
            Some(b' ') => Some((code, false, &line[4..])),
            Some(b'-') => Some((code, true, &line[4..])),
            Some(_) => None,
        }
    }

    /// The enhanced status code, from the first line that has one.
    pub fn enhanced(&self) -> Option<Enhanced> {
        self.lines.iter().find_map(|line| Enhanced::parse(&String::from_utf8_lossy(line)))
    }

    /// The text of all lines in one, spaces between them; bytes that are not UTF-8 become U+FFFD.
    pub fn text(&self) -> String {
        let lines: Vec<_> = self.lines.iter().map(|line| String::from_utf8_lossy(line)).collect();
        lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
    }

    /// The words of all lines in lower case, without the enhanced code that each line may repeat.
    pub(crate) fn words(&self) -> String {
        let words = |line: &Vec<u8>| {
            let text = String::from_utf8_lossy(line).trim().to_lowercase();
            let code = Enhanced::parse(&text).and_then(|_| text.split_once([' ', '\t']));
            code.map_or_else(|| text.clone(), |(_, rest)| rest.trim().to_owned())
        };
        self.lines.iter().map(words).collect::<Vec<_>>().join(" ")
    }

    /// Code and enhanced code: `535 5.7.3`.
    pub fn codes(&self) -> String {
        self.enhanced().map_or_else(|| self.code.to_string(), |enhanced| format!("{} {enhanced}", self.code))
    }

    /// The reply as the server wrote it, line by line.
    pub fn whole(&self) -> String {
        let last = self.lines.len().saturating_sub(1);
        let line = |(at, text): (usize, &Vec<u8>)| {
            let dash = if at < last { '-' } else { ' ' };
            format!("{}{dash}{}", self.code, String::from_utf8_lossy(text))
        };
        self.lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
    }

    /// 2xx.
    pub fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }
}

impl Reply {
    /// A reply from its literal lines; `None` where a line is none.
    pub fn read(text: &str) -> Option<Self> {
        let mut reply = Self { code: 0, lines: vec![] };
        for line in text.lines() {
            let (code, _, text) = Self::parse_line(line.as_bytes())?;
            reply.code = code;
            reply.lines.push(text.to_vec());
        }
        (reply.code > 0).then_some(reply)
    }
}

#[cfg(test)]
impl Reply {
    /// A reply that a test writes.
    pub fn literal(text: &str) -> Self {
        Self::read(text).expect("reply lines")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_apart() {
        assert_eq!(Reply::parse_line(b"250-SIZE 1"), Some((250, true, &b"SIZE 1"[..])));
        assert_eq!(Reply::parse_line(b"354"), Some((354, false, &b""[..])));
        assert_eq!(Reply::parse_line(b"220 \xfc"), Some((220, false, &b"\xfc"[..])));
        for no_reply in [&b"SSH-2.0-OpenSSH_9.2"[..], b"HTTP/1.1 400", b"25", b"2500 x", b"999 x", b""] {
            assert_eq!(Reply::parse_line(no_reply), None);
        }
    }

    #[test]
    fn the_enhanced_code_is_found_or_not() {
        let enhanced = |text: &str| Reply::literal(text).enhanced().map(|code| code.to_string());
        assert_eq!(enhanced("535 5.7.139 Authentication unsuccessful"), Some("5.7.139".to_owned()));
        assert_eq!(enhanced("550-first line\n550 5.1.1 second"), Some("5.1.1".to_owned()));
        assert_eq!(enhanced("250 2.0.0"), Some("2.0.0".to_owned()));
        assert_eq!(enhanced("220 10.0.0.1 ready"), None);
        assert_eq!(enhanced("550 Mailbox cannot be accessed"), None);
    }
}
