//! The mail server's name has no address, or the server may not have the token.
//!
//! # What
//!
//! `check --live` asks this machine's name server for `smtpServer`, after it has made sure that the server is one of Microsoft's
//! or is named by `--allow-host`. It is the stage `resolve`.
//!
//! # Why
//!
//! Without an address nothing can be reached. And a file is not trusted: whoever can change it could point `smtpServer` at a machine of
//! their own and would be handed a token that can send mail. So nothing is sent to an unknown server, not even a question for its name.
//!
//! # What to do
//!
//! Compare `smtpServer` with `smtp.office365.com`. If the name is right, ask for it with `nslookup` on the same machine, and correct the
//! machine's name server. A mail server of your own is allowed by `--allow-host HOST`.
//!
//! # References
//!
//! - Microsoft, client submission: <https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365>

use std::net::IpAddr;
use std::time::Instant;

use super::Result;
use crate::catalog::{Phase, printable};
use crate::live::clock;
use crate::live::net::dns::{self, NameFault};
use crate::live::walk::{Notes, Walk};

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes) -> Result<Vec<IpAddr>> {
    let limit = walk.request.timeout;
    let addresses = dns::look_up(&walk.request.server, Instant::now() + limit).map_err(|fault| {
        let detail = if fault == NameFault::TimedOut { clock::seconds(limit) } else { fault.words().to_owned() };
        walk.observed(fault.observation(), Phase::Dns, detail)
    })?;
    walk.facts.seen.only_ipv6 = Some(addresses.iter().all(IpAddr::is_ipv6));
    let shown = addresses.iter().map(IpAddr::to_string).collect::<Vec<_>>().join(", ");
    notes.see(format!("{}: {shown}", printable(&walk.request.server)));
    Ok(addresses)
}
