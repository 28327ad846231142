//! AUTH XOAUTH2 with the token.
//!
//! Source: Exchange, "Authenticate an IMAP, POP or SMTP connection using OAuth"; RFC 4954 for the dialogue.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Result;
use crate::live::mask::printable;
use crate::live::smtp::{Reply, Session};
use crate::live::stage::Stage;
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
            "it offers no log-in at all".to_owned()
        } else {
            format!("it offers {}", printable(&mechanisms.join(", ")))
        };
        return Err(walk.observed("xoauth2-not-offered", offer));
    }
    let login = Secret::new(format!("user={}\u{1}auth=Bearer {}\u{1}\u{1}", walk.request.username, token.expose()));
    let login = Secret::new(STANDARD.encode(login.expose()));
    walk.transcript.hide(login.expose());
    session.wire.allow(walk.request.patience());
    let command = Secret::new(format!("AUTH XOAUTH2 {}\r\n", login.expose()));
    walk.transcript.say(Speaker::Client, "AUTH XOAUTH2 ***");
    session.send(command.expose().as_bytes()).map_err(|broken| walk.broken(broken, "to AUTH XOAUTH2"))?;
    let mut reply = session.reply(&mut walk.transcript).map_err(|broken| walk.broken(broken, "to AUTH XOAUTH2"))?;

    // The reason comes in a challenge at Google's servers and some relays; the verdict follows an empty line.
    let mut challenge = None;
    for _ in 0..3 {
        if reply.code != 334 {
            break;
        }
        challenge = Some(decoded(walk, &reply));
        reply =
            session.command("", &mut walk.transcript).map_err(|broken| walk.broken(broken, "to the end of AUTH"))?;
    }
    if reply.code == 235 {
        notes.see(format!("logged in as {}: {}", printable(&walk.request.username), walk.whole(&reply)));
        return Ok(session);
    }
    let finding = match challenge {
        None => walk.refused(&reply, Stage::Authenticate),
        Some(challenge) => {
            notes.see(format!("challenge: {challenge}"));
            let mut finding = walk.observed("login-challenge", challenge.clone());
            finding.code = reply.codes();
            finding.reply = Some(format!("334 {challenge}\n{}", walk.whole(&reply)));
            finding
        }
    };
    session.quit(&mut walk.transcript);
    Err(finding)
}

/// A challenge's text: base64, and inside it JSON with a status.
fn decoded(walk: &Walk, reply: &Reply) -> String {
    let text = reply.text();
    let decoded = STANDARD.decode(text.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    walk.transcript.masked(&decoded.unwrap_or(text))
}
