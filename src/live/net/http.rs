//! One HTTP/1.1 request and its answer, over a connection that has its deadline. The connection is not used again.

use std::io::{ErrorKind, Read, Write};

use super::wire::Wire;

/// The longest head that is read, in bytes.
const MAX_HEAD: usize = 64 * 1024;
/// The longest body that is read, in bytes; a token's answer has about 2,000.
const MAX_BODY: usize = 1024 * 1024;

/// An answer.
#[derive(Debug)]
pub(in crate::live) struct Answer {
    /// Status code.
    pub status: u16,
    /// Reason phrase.
    pub reason: String,
    headers: Vec<(String, String)>,
    /// The body as far as it came.
    pub body: Vec<u8>,
}

/// Why there is no whole answer.
#[derive(Debug)]
pub(in crate::live) enum HttpFault {
    /// The time was up before the first byte.
    NoAnswer,
    /// The time was up after so many bytes, of so many if that is known.
    TooSlow(usize, Option<usize>),
    /// The connection was closed after so many bytes.
    Closed(usize),
    /// What came is not HTTP: its beginning.
    NotHttp(Vec<u8>),
    /// Head or body do not end.
    TooLong(usize),
    /// The operating system's or TLS's error.
    Io(std::io::Error),
}

impl Answer {
    /// The first header of this name.
    pub(in crate::live) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// All headers of this name.
    pub(in crate::live) fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// `400 Bad Request`.
    pub(in crate::live) fn status_line(&self) -> String {
        format!("{} {}", self.status, self.reason).trim_end().to_owned()
    }
}

/// Sends a request and reads the answer. With `tunnel` (CONNECT) a positive answer has no body.
///
/// # Errors
/// There is no whole answer.
pub(in crate::live) fn exchange(wire: &mut Wire, request: &[u8], tunnel: bool) -> Result<Answer, HttpFault> {
    // A server may answer and close before it has read everything; what it says counts, not that it did not listen.
    let sent = wire.write_all(request).and_then(|()| wire.flush());
    let mut reader = Reader { wire, buffer: vec![], total: 0 };
    let answer = reader.answer(tunnel);
    match (sent, answer) {
        (Err(error), Err(HttpFault::Closed(0) | HttpFault::Io(_))) if error.kind() == ErrorKind::TimedOut => {
            Err(HttpFault::NoAnswer)
        }
        (_, answer) => answer,
    }
}

struct Reader<'w> {
    wire: &'w mut Wire,
    buffer: Vec<u8>,
    total: usize,
}

impl Reader<'_> {
    /// Reads more; `false` at the end. `of` is the length of the body, if it is known.
    fn more(&mut self, of: Option<usize>) -> Result<bool, HttpFault> {
        let mut chunk = [0; 8192];
        loop {
            match self.wire.read(&mut chunk) {
                Ok(0) => return Ok(false),
                Ok(count) => {
                    self.buffer.extend_from_slice(&chunk[..count]);
                    self.total += count;
                    return Ok(true);
                }
                Err(error) => match error.kind() {
                    ErrorKind::Interrupted => {}
                    ErrorKind::TimedOut if self.total == 0 => return Err(HttpFault::NoAnswer),
                    ErrorKind::TimedOut => return Err(HttpFault::TooSlow(self.total, of)),
                    // Without a word of farewell: the end all the same.
                    ErrorKind::UnexpectedEof
                    | ErrorKind::ConnectionReset
                    | ErrorKind::ConnectionAborted
                    | ErrorKind::BrokenPipe => {
                        return Ok(false);
                    }
                    _ => return Err(HttpFault::Io(error)),
                },
            }
        }
    }

    fn answer(&mut self, tunnel: bool) -> Result<Answer, HttpFault> {
        let mut answer = loop {
            let answer = self.head()?;
            // 100 Continue and the like announce the real one.
            if answer.status >= 200 {
                break answer;
            }
        };
        if (tunnel && answer.status / 100 == 2) || matches!(answer.status, 204 | 304) {
            answer.body = std::mem::take(&mut self.buffer);
            return Ok(answer);
        }
        let chunked = answer.headers("transfer-encoding").any(|value| value.to_ascii_lowercase().contains("chunked"));
        let length = answer.header("content-length").and_then(|value| value.trim().parse::<usize>().ok());
        if chunked {
            answer.body = self.chunks()?;
            return Ok(answer);
        }
        while length.is_none_or(|length| self.buffer.len() < length) {
            if self.buffer.len() > MAX_BODY {
                return Err(HttpFault::TooLong(self.total));
            }
            if !self.more(length)? {
                if length.is_some() {
                    return Err(HttpFault::Closed(self.total));
                }
                break;
            }
        }
        answer.body = std::mem::take(&mut self.buffer);
        if let Some(length) = length {
            answer.body.truncate(length);
        }
        Ok(answer)
    }

    fn head(&mut self) -> Result<Answer, HttpFault> {
        loop {
            let mut headers = [httparse::EMPTY_HEADER; 100];
            let mut response = httparse::Response::new(&mut headers);
            match response.parse(&self.buffer) {
                Ok(httparse::Status::Complete(length)) => {
                    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    let answer = Answer {
                        status: response.code.unwrap_or_default(),
                        reason: response.reason.unwrap_or_default().to_owned(),
                        headers: response
                            .headers
                            .iter()
                            .map(|header| (header.name.to_owned(), text(header.value)))
                            .collect(),
                        body: vec![],
                    };
                    self.buffer.drain(..length);
                    return Ok(answer);
                }
                Ok(httparse::Status::Partial) => {}
                Err(httparse::Error::TooManyHeaders) => return Err(HttpFault::TooLong(self.total)),
                Err(_) => return Err(HttpFault::NotHttp(std::mem::take(&mut self.buffer))),
            }
            if self.buffer.len() > MAX_HEAD {
                return Err(HttpFault::TooLong(self.total));
            }
            if !self.more(None)? {
                return Err(HttpFault::Closed(self.total));
            }
        }
    }

    fn chunks(&mut self) -> Result<Vec<u8>, HttpFault> {
        let mut body = vec![];
        loop {
            let (used, size) = loop {
                match httparse::parse_chunk_size(&self.buffer) {
                    Ok(httparse::Status::Complete((used, size))) => break (used, size as usize),
                    Ok(httparse::Status::Partial) if self.buffer.len() < MAX_HEAD => {}
                    _ => return Err(HttpFault::NotHttp(std::mem::take(&mut self.buffer))),
                }
                if !self.more(None)? {
                    return Err(HttpFault::Closed(self.total));
                }
            };
            self.buffer.drain(..used);
            if size == 0 {
                return Ok(body);
            }
            if size > MAX_BODY || body.len() + size > MAX_BODY {
                return Err(HttpFault::TooLong(self.total));
            }
            // The chunk and the line end after it.
            while self.buffer.len() < size + 2 {
                if !self.more(None)? {
                    return Err(HttpFault::Closed(self.total));
                }
            }
            body.extend(self.buffer.drain(..size));
            self.buffer.drain(..2);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};
    use std::time::Duration;

    use super::*;

    /// What comes of an answer that is sent in these pieces, after which the server closes or (`None`) stays silent.
    fn ask(pieces: &'static [&'static [u8]], closes: bool) -> Result<Answer, HttpFault> {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("bound");
        let server = std::thread::spawn(move || {
            let (mut tcp, _) = listener.accept().expect("it comes");
            let mut asked = [0; 5];
            tcp.read_exact(&mut asked).expect("it asks");
            for piece in pieces {
                tcp.write_all(piece).expect("it listens");
            }
            if !closes {
                // Until the client hangs up.
                let _ = tcp.read(&mut asked);
            }
        });
        let mut wire = Wire::new(TcpStream::connect(address).expect("it listens")).expect("a wire");
        wire.allow(Duration::from_millis(if closes { 5_000 } else { 300 }));
        let answer = exchange(&mut wire, b"ask\r\n", false);
        drop(wire);
        server.join().expect("it ends");
        answer
    }

    #[test]
    fn answers_are_read_to_their_end() {
        let body = |pieces, closes| ask(pieces, closes).map(|answer| (answer.status, answer.body)).expect("an answer");
        assert_eq!(body(&[b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"], false), (200, b"abc".to_vec()));
        assert_eq!(body(&[b"HTTP/1.1 400 No\r\nContent-", b"Length: 3\r\n\r\na", b"bc"], true), (400, b"abc".to_vec()));
        assert_eq!(body(&[b"HTTP/1.0 200\r\n\r\nto the end"], true), (200, b"to the end".to_vec()));
        let chunked: &[&[u8]] = &[
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x\r\n",
            b"c\r\n0\r\n\r\n",
        ];
        assert_eq!(body(chunked, false), (200, b"abc".to_vec()));
    }

    #[test]
    fn what_is_no_whole_answer_is_told_by_kind() {
        assert!(matches!(ask(&[], true), Err(HttpFault::Closed(0))));
        assert!(matches!(ask(&[], false), Err(HttpFault::NoAnswer)));
        assert!(matches!(ask(&[b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"], true), Err(HttpFault::Closed(_))));
        assert!(matches!(
            ask(&[b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"], false),
            Err(HttpFault::TooSlow(_, Some(9)))
        ));
        assert!(matches!(ask(&[b"220 mail ESMTP\r\n"], false), Err(HttpFault::NotHttp(_))));
        assert!(matches!(
            ask(&[b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n"], false),
            Err(HttpFault::TooLong(_))
        ));
    }
}
