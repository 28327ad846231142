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
//! Give the mailbox that logs in the right to send as the sender, or choose another recipient for the test.
//!
//! # References
//!
//! - Microsoft, non-delivery reports: <https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online>

use super::Result;
use crate::live::smtp::Session;
use crate::live::stage::Stage;
use crate::live::walk::{Notes, Walk};

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes, mut session: Session) -> Result<Session> {
    let recipient = walk.request.send_to.clone();
    session.wire.allow(walk.request.timeout);
    address(walk, notes, &mut session, recipient.as_deref(), Stage::Envelope)?;
    let reply = session.command("RSET", &mut walk.transcript).map_err(|broken| walk.broken(broken, "to RSET"))?;
    if !reply.is_positive() {
        return Err(walk.refused(&reply, Stage::Envelope));
    }
    if recipient.is_none() {
        notes.see("Exchange Online judges Send As only when a message is handed over: --send-to proves it");
    }
    Ok(session)
}

/// Names the sender and, if there is one, the recipient.
pub(super) fn address(
    walk: &mut Walk,
    notes: &mut Notes,
    session: &mut Session,
    recipient: Option<&str>,
    stage: Stage,
) -> Result<()> {
    let sender = walk.request.sender().to_owned();
    for address in [Some(sender.as_str()), recipient].into_iter().flatten() {
        // An address comes from a file and must not become a second command.
        if address.chars().any(|character| character.is_control() || " <>\"".contains(character))
            || !address.contains('@')
        {
            let shown = crate::live::mask::printable(address);
            return Err(walk.observed("message-not-built", format!("`{shown}` is not an address")));
        }
    }
    let utf8 =
        if !sender.is_ascii() || recipient.is_some_and(|recipient| !recipient.is_ascii()) { " SMTPUTF8" } else { "" };
    if !utf8.is_empty() && !session.extensions.has("SMTPUTF8") {
        return Err(walk.observed("message-not-built", "the server takes no addresses with letters beyond ASCII"));
    }
    let mut commands = vec![(format!("MAIL FROM:<{sender}>{utf8}"), format!("sender {sender}"))];
    commands.extend(recipient.map(|recipient| (format!("RCPT TO:<{recipient}>"), format!("recipient {recipient}"))));
    for (command, what) in commands {
        let reply = session
            .command(&command, &mut walk.transcript)
            .map_err(|broken| walk.broken(broken, &format!("to {}", &command[..4])))?;
        if !reply.is_positive() {
            return Err(walk.refused(&reply, stage));
        }
        notes.see(format!("{what}: {}", walk.whole(&reply)));
    }
    Ok(())
}
