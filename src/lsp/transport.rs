//! Messages on standard input and output, each of a bounded size: what is connected there need not be an editor.

use std::io::{self, BufRead, Error, ErrorKind, Read as _};
use std::thread::{JoinHandle, spawn};

use crossbeam_channel::bounded;
use lsp_server::{Connection, Message};

/// The largest message, in bytes. What is made of one in memory takes some thirty times as much.
const LARGEST: usize = 16 << 20;
/// The longest head of one, in bytes.
const LONGEST_HEAD: usize = 4096;

/// The threads that read and write.
pub struct Threads {
    reader: JoinHandle<io::Result<()>>,
    writer: JoinHandle<io::Result<()>>,
}

impl Threads {
    /// Waits until what was said is written; the connection must have been dropped before.
    ///
    /// # Errors
    /// What came is no message, or nobody reads what is said.
    pub fn join(self) -> io::Result<()> {
        let ended = |thread: JoinHandle<io::Result<()>>| thread.join().unwrap_or_else(|_| Err(no_message()));
        ended(self.reader).and(ended(self.writer))
    }
}

/// Connects to whoever is at the other end of standard input and output.
pub fn connect() -> (Connection, Threads) {
    let (sender, to_write) = bounded::<Message>(0);
    let (read_one, receiver) = bounded(0);
    let writer = spawn(move || to_write.into_iter().try_for_each(|message| message.write(&mut io::stdout().lock())));
    let reader = spawn(move || {
        let mut input = io::stdin().lock();
        while let Some(message) = read(&mut input)? {
            let is_last = matches!(&message, Message::Notification(one) if one.method == "exit");
            if read_one.send(message).is_err() || is_last {
                break;
            }
        }
        Ok(())
    });
    (Connection { sender, receiver }, Threads { reader, writer })
}

/// Reads a message; `None` where there are no more.
fn read(input: &mut impl BufRead) -> io::Result<Option<Message>> {
    let mut head = vec![];
    while !head.ends_with(b"\r\n\r\n") {
        let left = LONGEST_HEAD - head.len();
        if input.by_ref().take(left as u64).read_until(b'\n', &mut head)? == 0 {
            return if head.is_empty() { Ok(None) } else { Err(no_message()) };
        }
    }
    let head = String::from_utf8(head).map_err(|_| no_message())?;
    let fields = head.lines().filter_map(|line| line.split_once(':'));
    let mut length = fields.filter(|(name, _)| name.trim().eq_ignore_ascii_case("Content-Length"));
    let length: usize = length.next().and_then(|(_, value)| value.trim().parse().ok()).ok_or_else(no_message)?;
    if length > LARGEST {
        let larger = format!("the editor sent a message of more than {} MiB", LARGEST >> 20);
        return Err(Error::new(ErrorKind::FileTooLarge, larger));
    }
    let mut body = vec![];
    input.take(length as u64).read_to_end(&mut body)?;
    // What serde says quotes the message, and that holds files.
    let message = (body.len() == length).then(|| serde_json::from_slice(&body).ok()).flatten();
    message.map(Some).ok_or_else(no_message)
}

fn no_message() -> Error {
    Error::new(ErrorKind::InvalidData, "the editor sent what is not a message of the Language Server Protocol")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(input: impl io::Read) -> String {
        read(&mut io::BufReader::new(input)).expect_err("no message").to_string()
    }

    #[test]
    fn reading_ends_at_the_bounds() {
        for endless in [&b"\0"[..], b"a", b"\r\n", b"a: b\r\n"] {
            let endless = io::Cursor::new(endless.repeat(LONGEST_HEAD)).chain(io::repeat(b'a'));
            assert!(why(endless).contains("not a message"));
        }
        let head = |length: &str| io::Cursor::new(format!("Content-Length: {length}\r\n\r\n")).chain(io::repeat(b' '));
        assert_eq!(why(head("99999999999")), "the editor sent a message of more than 16 MiB");
        for length in ["", "-1", "99999999999999999999999", "1e3", "9"] {
            assert!(why(head(length)).contains("not a message"), "{length}");
        }
        assert!(why(&b"Content-Length: 9\r\n\r\n{}"[..]).contains("not a message"));
        assert!(read(&mut io::empty()).expect("the end").is_none());
    }

    #[test]
    fn messages_come_one_after_the_other() {
        let one = "content-length:34\r\nContent-Type: x\r\n\r\n{\"method\": \"exit\", \"params\": null}";
        let mut two = io::Cursor::new(one.repeat(2));
        for _ in 0..2 {
            assert!(matches!(read(&mut two), Ok(Some(Message::Notification(one))) if one.method == "exit"));
        }
        assert!(matches!(read(&mut two), Ok(None)));
    }
}
