//! The mail server does not accept the sender or the recipient.
//!
//! # What
//!
//! With `--send-to` or `--send-as`, `check --live` names the sender (MAIL FROM) and the recipient (RCPT TO), then takes both back (RSET).
//! No message is sent. It is the stage `envelope`.
//!
//! # Why
//!
//! webclient sends in the name of its users. Some servers judge the sender here; Exchange Online does so only when the message is handed over.
//!
//! # What to do
//!
//! Give the mailbox that signs in the right to send as the sender, or choose another recipient for the test.
//!
//! # References
//!
//! - Microsoft, non-delivery reports: <https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online>

use super::Result;
use crate::catalog::{Phase, printable};
use crate::live::smtp::Session;
use crate::live::walk::{Notes, Walk};

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes, mut session: Session) -> Result<Session> {
    let recipient = walk.request.send_to.clone();
    session.wire.allow(walk.request.timeout);
    address(walk, notes, &mut session, recipient.as_deref())?;
    let reply = session.command("RSET", &mut walk.transcript).map_err(|broken| walk.broken(broken, Phase::Rset))?;
    if !reply.is_positive() {
        return Err(walk.refused(&reply, Phase::Rset));
    }
    if recipient.is_none() {
        notes.see("Exchange Online judges Send As only when a message is handed over: --send-to proves it");
    }
    Ok(session)
}

/// Whether a text can stand in a command as an address. It comes from a file and must not become a second command.
pub(in crate::live) fn is_plain_address(text: &str) -> bool {
    let split = text.split_once('@');
    split.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && !text.chars().any(|character| character.is_control() || " <>\"".contains(character))
}

/// Names the sender and, if there is one, the recipient.
pub(super) fn address(
    walk: &mut Walk,
    notes: &mut Notes,
    session: &mut Session,
    recipient: Option<&str>,
) -> Result<()> {
    let sender = walk.request.sender().to_owned();
    for address in [Some(sender.as_str()), recipient].into_iter().flatten() {
        if !is_plain_address(address) {
            let shown = printable(address);
            return Err(walk.observed("message-not-built", Phase::Mail, format!("`{shown}` is not an address")));
        }
    }
    let utf8 =
        if !sender.is_ascii() || recipient.is_some_and(|recipient| !recipient.is_ascii()) { " SMTPUTF8" } else { "" };
    if !utf8.is_empty() && !session.extensions.has("SMTPUTF8") {
        let why = "the server takes no addresses with letters beyond ASCII";
        return Err(walk.observed("message-not-built", Phase::Mail, why));
    }
    let mut commands = vec![(Phase::Mail, format!("MAIL FROM:<{sender}>{utf8}"), format!("sender {sender}"))];
    commands.extend(
        recipient.map(|recipient| (Phase::Rcpt, format!("RCPT TO:<{recipient}>"), format!("recipient {recipient}"))),
    );
    for (phase, command, what) in commands {
        let reply = session.command(&command, &mut walk.transcript).map_err(|broken| walk.broken(broken, phase))?;
        if !reply.is_positive() {
            return Err(walk.refused(&reply, phase));
        }
        notes.see(format!("{what}: {}", walk.whole(&reply)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::is_plain_address;

    #[test]
    fn an_address_cannot_become_a_second_command() {
        for plain in ["a@b", "mailer@contoso.com", "müller@contoso.com"] {
            assert!(is_plain_address(plain), "{plain}");
        }
        for other in ["", "a", "@b", "a@", "a@b\r\nRSET", "a@b\0", "a @b", "a@b>", "<a@b", "\"a\"@b", "a@b\u{85}"] {
            assert!(!is_plain_address(other), "{other:?}");
        }
    }
}
