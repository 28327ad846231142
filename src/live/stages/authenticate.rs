//! The mail server refuses the sign-in.
//!
//! # What
//!
//! `check --live` signs in with AUTH XOAUTH2, `smtpUsername` and the token. It is the stage `authenticate`. A challenge (334) is answered, and
//! the server's reply is shown whole.
//!
//! # Why
//!
//! Exchange Online answers `535 5.7.3 Authentication unsuccessful` to a missing service principal, a wrong Object ID, a missing mailbox
//! permission, a switched-off SMTP AUTH and more. The causes are listed in order of likelihood; those that the token excludes are named.
//!
//! # What to do
//!
//! Run the commands of the finding in Exchange Online PowerShell; they are filled in with the IDs of the file and of the token. A change takes
//! up to an hour until it works.
//!
//! # References
//!
//! - Microsoft, OAuth for SMTP: <https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth>
//! - Microsoft, SMTP AUTH: <https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission>

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Result;
use crate::catalog::{Phase, Reply, printable};
use crate::live::smtp::Session;
use crate::live::transcript::Speaker;
use crate::live::walk::{Notes, Walk};
use crate::secret::Secret;

pub(in crate::live) fn run(
    walk: &mut Walk,
    notes: &mut Notes,
    mut session: Session,
    token: &Secret,
) -> Result<Session> {
    let mechanisms = session.extensions.mechanisms();
    if !mechanisms.contains(&"XOAUTH2") {
        let offer = if mechanisms.is_empty() {
            "it offers no sign-in at all".to_owned()
        } else {
            format!("it offers {}", printable(&mechanisms.join(", ")))
        };
        return Err(walk.observed("xoauth2-not-offered", Phase::Auth, offer));
    }
    let login = Secret::new(format!("user={}\u{1}auth=Bearer {}\u{1}\u{1}", walk.request.username, token.expose()));
    let login = Secret::new(STANDARD.encode(login.expose()));
    walk.transcript.hide(login.expose());
    session.wire.allow(walk.request.patience());
    let command = Secret::new(format!("AUTH XOAUTH2 {}\r\n", login.expose()));
    walk.transcript.say(Speaker::Client, "AUTH XOAUTH2 ***");
    session.send(command.expose().as_bytes()).map_err(|broken| walk.broken(broken, Phase::Auth))?;
    let mut reply = session.reply(&mut walk.transcript).map_err(|broken| walk.broken(broken, Phase::Auth))?;

    // The reason comes in a challenge at Google's servers and some relays; the verdict follows an empty line.
    let mut challenge = None;
    for _ in 0..3 {
        if reply.code != 334 {
            break;
        }
        challenge = Some(decoded(walk, &reply));
        reply = session.command("", &mut walk.transcript).map_err(|broken| walk.broken(broken, Phase::Auth))?;
    }
    if reply.code == 235 {
        walk.facts.seen.signed_in = true;
        notes.see(format!("signed in as {}: {}", printable(&walk.request.username), walk.whole(&reply)));
        return Ok(session);
    }
    let mut finding = walk.refused(&reply, Phase::Auth);
    if let Some(challenge) = challenge {
        notes.see(format!("challenge: {challenge}"));
        // The verdict comes after the challenge. What it says counts; only where it says nothing of its own is the challenge the reason.
        if SAYS_NOTHING.contains(&finding.entry) && !crate::cloud::takes_login(&walk.request.server) {
            let code = finding.code;
            finding = walk.observed("login-challenge", Phase::Auth, challenge.clone());
            finding.code = code;
        }
        finding.reply = Some(format!("334 {challenge}\n{}", walk.whole(&reply)));
    }
    session.quit(&mut walk.transcript);
    Err(finding)
}

/// Entries for refusals that name no reason.
const SAYS_NOTHING: [&str; 3] = ["login-refused", "login-refused-elsewhere", "login-refused-unknown"];

/// A challenge's text: base64, and inside it JSON with a status.
fn decoded(walk: &Walk, reply: &Reply) -> String {
    let text = reply.text();
    let decoded = STANDARD.decode(text.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    walk.transcript.masked(&decoded.unwrap_or(text))
}
