//! Tags (`!!str`) and directives (`%YAML`).

use std::borrow::Cow;

use super::{Result, Scanner};
use crate::parse::yaml::cursor::Mark;
use crate::parse::yaml::error::Cause;
use crate::parse::yaml::token::{Directive, Kind};

fn is_alpha(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_uri(byte: u8) -> bool {
    is_alpha(byte) || b";/?:@&=+$,.!~*'()[]%".contains(&byte)
}

impl<'s> Scanner<'s> {
    pub(super) fn tag(&mut self) -> Result<()> {
        self.save_key()?;
        self.allow_simple_key = false;
        let start = self.cursor.mark();
        let cause = || Cause::BadTag;
        let (handle, suffix) = if self.cursor.peek_at(1) == b'<' {
            self.cursor.skip(2);
            let suffix = self.uri(start, cause)?;
            if self.cursor.peek() != b'>' {
                return self.fail(Cause::BadTag, Some(start));
            }
            self.cursor.skip(1);
            (None, suffix)
        } else if self.cursor.is_space(1) {
            self.cursor.skip(1);
            (None, Cow::Borrowed("!"))
        } else {
            let mut ahead = 1;
            while !self.cursor.is_blank(ahead) && self.cursor.peek_at(ahead) != b'!' {
                ahead += 1;
            }
            let handle = if self.cursor.peek_at(ahead) == b'!' {
                self.tag_handle(start, cause)?
            } else {
                let at = self.cursor.at();
                self.cursor.skip(1);
                self.cursor.since(at)
            };
            (Some(handle), self.uri(start, cause)?)
        };
        if !self.cursor.is_blank(0) {
            return self.fail(Cause::BadTag, Some(start));
        }
        self.push(Kind::Tag { handle, suffix }, start);
        Ok(())
    }

    /// `!`, `!!` or `!name!`.
    fn tag_handle(&mut self, start: Mark, cause: fn() -> Cause) -> Result<&'s str> {
        if self.cursor.peek() != b'!' {
            return self.fail(cause(), Some(start));
        }
        let at = self.cursor.at();
        self.cursor.skip(1);
        if self.cursor.peek() != b' ' {
            while is_alpha(self.cursor.peek()) {
                self.cursor.skip(1);
            }
            if self.cursor.peek() != b'!' {
                return self.fail(cause(), Some(start));
            }
            self.cursor.skip(1);
        }
        Ok(self.cursor.since(at))
    }

    fn uri(&mut self, start: Mark, cause: fn() -> Cause) -> Result<Cow<'s, str>> {
        let at = self.cursor.at();
        let mut bytes = vec![];
        let mut escaped = false;
        while is_uri(self.cursor.peek()) {
            if self.cursor.peek() == b'%' {
                escaped = true;
                let digits = [self.cursor.peek_at(1), self.cursor.peek_at(2)].map(|byte| char::from(byte).to_digit(16));
                let [Some(high), Some(low)] = digits else {
                    self.cursor.skip(1);
                    return self.fail(cause(), Some(start));
                };
                bytes.push((high * 16 + low) as u8);
                self.cursor.skip(3);
            } else {
                bytes.push(self.cursor.peek());
                self.cursor.skip(1);
            }
        }
        if bytes.is_empty() {
            return self.fail(cause(), Some(start));
        }
        if !escaped {
            return Ok(Cow::Borrowed(self.cursor.since(at)));
        }
        match String::from_utf8(bytes) {
            Ok(uri) => Ok(Cow::Owned(uri)),
            Err(_) => self.fail(cause(), Some(start)),
        }
    }

    pub(super) fn directive(&mut self) -> Result<()> {
        self.unwind(-1);
        self.drop_key()?;
        self.allow_simple_key = false;
        let start = self.cursor.mark();
        self.cursor.skip(1);
        let name = self.cursor.at();
        while is_alpha(self.cursor.peek()) {
            self.cursor.skip(1);
        }
        let name = self.cursor.since(name);
        if name.is_empty() || !self.cursor.is_blank(0) {
            return self.fail(Cause::BadDirective, Some(start));
        }
        let directive = match name {
            "YAML" => self.yaml_directive(start)?,
            "TAG" => self.tag_directive(start)?,
            _ => {
                self.cursor.skip_line();
                Directive::Other
            }
        };
        self.push(Kind::Directive(directive), start);
        self.cursor.skip_blanks();
        if self.cursor.peek() == b'#' {
            self.comment();
        }
        if self.cursor.peek() != 0 && self.cursor.line_break().is_none() {
            return self.fail(Cause::BadDirective, Some(start));
        }
        Ok(())
    }

    fn yaml_directive(&mut self, start: Mark) -> Result<Directive<'s>> {
        self.cursor.skip_blanks();
        let major = self.version_number(start)?;
        if self.cursor.peek() != b'.' {
            return self.fail(Cause::BadDirective, Some(start));
        }
        self.cursor.skip(1);
        self.version_number(start)?;
        if !self.cursor.is_blank(0) {
            return self.fail(Cause::BadDirective, Some(start));
        }
        Ok(Directive::Yaml { major })
    }

    fn version_number(&mut self, start: Mark) -> Result<u32> {
        let at = self.cursor.at();
        while self.cursor.peek().is_ascii_digit() {
            self.cursor.skip(1);
        }
        match self.cursor.since(at).parse() {
            Ok(number) => Ok(number),
            Err(_) => self.fail(Cause::BadDirective, Some(start)),
        }
    }

    fn tag_directive(&mut self, start: Mark) -> Result<Directive<'s>> {
        let cause = || Cause::BadDirective;
        self.cursor.skip_blanks();
        let handle = self.tag_handle(start, cause)?;
        if self.cursor.peek() != b' ' {
            return self.fail(Cause::BadDirective, Some(start));
        }
        self.cursor.skip_blanks();
        let prefix = self.uri(start, cause)?;
        if !self.cursor.is_blank(0) {
            return self.fail(Cause::BadDirective, Some(start));
        }
        Ok(Directive::Tag { handle, prefix })
    }
}
