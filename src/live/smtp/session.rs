//! A session with a mail server: commands out, whole replies in.

use std::io::{ErrorKind, Read, Write};
use std::time::Duration;

use super::{Extensions, Reply};
use crate::live::net::wire::Wire;
use crate::live::transcript::{Speaker, Transcript};

/// The longest reply that is read, in bytes. RFC 5321 allows 512 for a line; real ones have more than 1,500.
const MAX_REPLY: usize = 256 * 1024;

/// Why there is no reply.
#[derive(Debug)]
pub(in crate::live) enum Broken {
    /// The time was up: so much.
    TimedOut(Duration),
    /// The server hung up.
    Closed,
    /// What came is not SMTP; its first line, masked.
    NotSmtp(String),
    /// The reply does not end.
    TooLong,
    /// The operating system's or TLS's error.
    Io(std::io::Error),
}

/// A session.
pub(in crate::live) struct Session {
    pub wire: Wire,
    /// Bytes read and not yet used.
    buffer: Vec<u8>,
    /// What the server offered last.
    pub extensions: Extensions,
}

impl Session {
    pub(in crate::live) fn new(wire: Wire) -> Self {
        Self { wire, buffer: vec![], extensions: Extensions::default() }
    }

    /// Bytes that came in and were not asked for.
    pub(in crate::live) fn unasked(&self) -> &[u8] {
        &self.buffer
    }

    /// Forgets what was learned before TLS (RFC 3207, 4.2).
    pub(in crate::live) fn forget(&mut self) {
        self.extensions = Extensions::default();
    }

    /// Sends a command and reads the reply.
    ///
    /// # Errors
    /// The connection broke, or the time that the [wire](Wire::allow) was given is up.
    pub(in crate::live) fn command(&mut self, command: &str, transcript: &mut Transcript) -> Result<Reply, Broken> {
        transcript.say(Speaker::Client, command);
        self.send(format!("{command}\r\n").as_bytes())?;
        self.reply(transcript)
    }

    /// Sends bytes as they are.
    ///
    /// # Errors
    /// As [`command`](Self::command).
    pub(in crate::live) fn send(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        let sent = self.wire.write_all(bytes).and_then(|()| self.wire.flush());
        sent.map_err(|error| self.broken(error))
    }

    /// Reads one whole reply.
    ///
    /// # Errors
    /// As [`command`](Self::command).
    pub(in crate::live) fn reply(&mut self, transcript: &mut Transcript) -> Result<Reply, Broken> {
        let mut reply = Reply { code: 0, lines: vec![] };
        let mut size = 0;
        loop {
            let line = self.line(MAX_REPLY.saturating_sub(size))?;
            size += line.len();
            let shown = String::from_utf8_lossy(&line).into_owned();
            transcript.say(Speaker::Server, &shown);
            let Some((code, more, text)) = Reply::parse_line(&line) else {
                return Err(Broken::NotSmtp(transcript.masked(&shown)));
            };
            reply.code = code;
            reply.lines.push(text.to_vec());
            if !more {
                return Ok(reply);
            }
        }
    }

    /// Introduces this machine and learns what the server offers.
    ///
    /// # Errors
    /// As [`command`](Self::command).
    pub(in crate::live) fn hello(&mut self, transcript: &mut Transcript) -> Result<Reply, Broken> {
        // An address literal (RFC 5321, 4.1.3): this machine's name is nobody's business.
        let literal = match self.wire.local_address() {
            Some(std::net::IpAddr::V4(address)) => format!("[{address}]"),
            Some(std::net::IpAddr::V6(address)) => format!("[IPv6:{address}]"),
            None => "[127.0.0.1]".to_owned(),
        };
        let reply = self.command(&format!("EHLO {literal}"), transcript)?;
        self.extensions = Extensions::of(&reply);
        Ok(reply)
    }

    /// Takes leave, as far as the server still listens.
    pub(in crate::live) fn quit(mut self, transcript: &mut Transcript) {
        self.wire.allow(Duration::from_millis(500));
        let _ = self.command("QUIT", transcript);
    }

    fn broken(&self, error: std::io::Error) -> Broken {
        match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Broken::TimedOut(self.wire.allowed()),
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe => Broken::Closed,
            _ => Broken::Io(error),
        }
    }

    /// The next line without its line end.
    fn line(&mut self, limit: usize) -> Result<Vec<u8>, Broken> {
        let mut searched = 0;
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.buffer[searched..]) {
                let mut line: Vec<u8> = self.buffer.drain(..=searched + at).collect();
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            searched = self.buffer.len();
            if searched >= limit {
                return Err(Broken::TooLong);
            }
            let mut chunk = [0; 4096];
            match self.wire.read(&mut chunk) {
                // What is no line of SMTP is worth showing, ended or not: a web server's or a proxy's words.
                Ok(0) if self.buffer.is_empty() => return Err(Broken::Closed),
                Ok(0) => return Ok(std::mem::take(&mut self.buffer)),
                Ok(count) => self.buffer.extend_from_slice(&chunk[..count]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(self.broken(error)),
            }
        }
    }
}
