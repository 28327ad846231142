//! The mail server does not take the test message.
//!
//! # What
//!
//! With `--send-to`, and only then, `check --live` sends a small, clearly marked message and shows its Message-ID and the server's reply. It
//! is the stage `send`.
//!
//! # Why
//!
//! A sign-in proves little: Exchange Online refuses a sender without Send As (`554 5.2.252 SendAsDenied`) only at the end of the message, and
//! limits and blocks show only here.
//!
//! # What to do
//!
//! Do what the finding says. For SendAsDenied: give Send As on the sender's mailbox to the mailbox that signs in, and wait up to two hours.
//!
//! # References
//!
//! - Microsoft, non-delivery reports: <https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online>

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};

use super::Result;
use super::envelope;
use crate::catalog::Phase;
use crate::live::clock;
use crate::live::smtp::Session;
use crate::live::transcript::Speaker;
use crate::live::walk::{Notes, Walk};

pub(in crate::live) fn run(
    walk: &mut Walk,
    notes: &mut Notes,
    mut session: Session,
    recipient: &str,
) -> Result<Session> {
    let id = message_id(walk.request.sender());
    let message = message(walk, recipient, &id).map_err(|why| walk.observed("message-not-built", Phase::Data, why))?;
    session.wire.allow(walk.request.timeout);
    envelope::address(walk, &mut Notes::default(), &mut session, Some(recipient))?;
    let ready = session.command("DATA", &mut walk.transcript).map_err(|broken| walk.broken(broken, Phase::Data))?;
    if ready.code != 354 {
        return Err(walk.refused(&ready, Phase::Data));
    }
    walk.transcript.say(Speaker::Note, &format!("message of {} bytes, {id}", message.len()));
    session.wire.allow(walk.request.patience());
    session.send(&dotted(&message)).map_err(|broken| walk.broken(broken, Phase::Data))?;
    let reply = session.reply(&mut walk.transcript).map_err(|broken| walk.broken(broken, Phase::End))?;
    if !reply.is_positive() {
        let finding = walk.refused(&reply, Phase::End);
        session.quit(&mut walk.transcript);
        return Err(finding);
    }
    notes.see(format!("Message-ID: {id}"));
    notes.see(format!("taken over: {}", walk.whole(&reply)));
    let sender = crate::catalog::printable(walk.request.sender());
    notes.see(format!(
        "taken over is not delivered yet: only the message in the mailbox of the recipient proves that. Microsoft 365 refuses many messages later; the non-delivery report then goes to {sender}"
    ));
    Ok(session)
}

/// An id that is not used again: the time, a random number, and the sender's domain.
fn message_id(sender: &str) -> String {
    let mut random = [0; 8];
    let filled = rustls::crypto::ring::default_provider().secure_random.fill(&mut random);
    let random = if filled.is_ok() { u64::from_be_bytes(random) } else { u64::from(std::process::id()) };
    let domain = sender.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    format!("<osweb-config.{}.{random:016x}@{domain}>", clock::now())
}

fn message(walk: &Walk, recipient: &str, id: &str) -> std::result::Result<Vec<u8>, String> {
    let mailbox = |address: &str| {
        let address = address.parse().map_err(|error| format!("`{address}`: {error}"))?;
        Ok::<_, String>(Mailbox::new(None, address))
    };
    let request = walk.request;
    let text = format!(
        "This is a test message of osweb-config, sent by `check --live --send-to`.\r\n\
         It proves that the settings featureSwitches.sendEmail can send mail.\r\n\r\n\
         Server: {}, port {}\r\nSigned in as: {}\r\nSender: {}\r\nTime: {}\r\n\r\n\
         Nobody needs to answer it.\r\n",
        request.server,
        request.port,
        request.username,
        request.sender(),
        clock::utc(clock::now()),
    );
    let message = Message::builder()
        .from(mailbox(request.sender())?)
        .to(mailbox(recipient)?)
        .subject("[osweb-config] Test message")
        .message_id(Some(id.to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("X-Mailer"),
            concat!("osweb-config ", env!("CARGO_PKG_VERSION")).to_owned(),
        ))
        .body(text)
        .map_err(|error| error.to_string())?;
    Ok(message.formatted())
}

/// The message as it travels after DATA: a dot at the start of a line is doubled, and a line with a single dot ends it.
fn dotted(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + 16);
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_at_the_start_of_a_line_is_doubled() {
        assert_eq!(dotted(b"a\r\n.b\r\n..\r\nc"), b"a\r\n..b\r\n...\r\nc\r\n.\r\n");
        assert_eq!(dotted(b"."), b"..\r\n.\r\n");
    }
}
