//! The way to the mail server: trust, name, TCP, greeting.

use super::standing::{microsoft, not_microsoft, port_465, possible, redirected};
use super::{Cause, Entry, Pattern};
use crate::settings::Setting;

const CLIENT_SUBMISSION: &str = "https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365";

/// Refused or silent, port 465 is never the one.
const PORT_465: Cause = Cause {
    what: "Nothing answers on port 465 of {server}: Microsoft 365 takes mail with a log-in on port 587 only (or 25), with STARTTLS.",
    remedy: "Write smtpPort: 587.",
    standing: port_465,
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "host-not-allowed",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "`{detail}` is not one of Microsoft's mail servers, and the file is not trusted: whoever runs that server would get a token that can send mail. Nothing was sent, to nobody.",
            remedy: "Correct smtpServer to {smtp_host}. If the server is yours and is meant, name it:\n    osweb-config check --live --allow-host {detail} …",
            standing: possible,
        }],
        url: Some(CLIENT_SUBMISSION),
    },
    Entry {
        name: "host-direct-send",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "`{detail}` is Microsoft's address for direct send and relay: it takes mail for the tenant's own mailboxes and offers no log-in, so OAuth cannot work there.",
            remedy: "Write smtpServer: {smtp_host} with smtpPort: 587.",
            standing: possible,
        }],
        url: Some(CLIENT_SUBMISSION),
    },
    Entry {
        name: "trust-store-empty",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "This system has no trusted certificates, so no server can be checked.",
            remedy: "Install the system's certificates (on Debian the package ca-certificates), or name a PEM file with --ca-file.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "name-not-found",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The name `{server}` has no address here ({detail}): it is mistyped, or this machine's name server does not know it.",
            remedy: "Compare smtpServer with {smtp_host}. If it is right, ask for the name on this machine and correct the name server of the machine:\n    nslookup {server}",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "name-timed-out",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "This machine's name server did not answer for `{server}` within {detail}.",
            remedy: "Check the machine's name server and the way to it, or give it more time with --timeout:\n    nslookup {server}",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "connection-refused",
        when: Pattern::Observed,
        setting: Setting::SmtpPort,
        causes: &[
            PORT_465,
            Cause {
                what: "{server} refuses connections on port {port} ({detail}): a firewall forbids it, or the port is wrong.",
                remedy: "Open outgoing TCP connections from this machine to {server}, port {port}, and check that smtpPort is 587.",
                standing: possible,
            },
        ],
        url: Some(CLIENT_SUBMISSION),
    },
    Entry {
        name: "connection-timed-out",
        when: Pattern::Observed,
        setting: Setting::SmtpPort,
        causes: &[
            PORT_465,
            Cause {
                what: "{server} does not answer on port {port} ({detail}): a firewall drops the packets.",
                remedy: "Open outgoing TCP connections from this machine to {server}, port {port}. Port 25 is often closed by providers; 587 is the one to use.",
                standing: possible,
            },
        ],
        url: Some(CLIENT_SUBMISSION),
    },
    Entry {
        name: "connection-forbidden",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "This machine itself forbids connections to {server}, port {port} ({detail}): an outbound rule of its firewall, or its security software.",
            remedy: "Allow outgoing TCP connections to {server}, port {port}, in that firewall. Windows lists the rules that block:\n    Get-NetFirewallRule -Direction Outbound -Action Block -Enabled True\nA rule may hold for some programs only: osweb's Java needs the same permission.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "network-unreachable",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "There is no way from this machine to {server}, port {port} ({detail}).",
            remedy: "Check the machine's network and its route to the internet.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "implicit-tls",
        when: Pattern::Observed,
        setting: Setting::SmtpPort,
        causes: &[Cause {
            what: "Port {port} of {server} expects TLS from the first byte (as port 465 does). Microsoft 365 takes mail with STARTTLS, and the live check speaks nothing else.",
            remedy: "Write smtpPort: 587.",
            standing: possible,
        }],
        url: Some(CLIENT_SUBMISSION),
    },
    Entry {
        name: "greeting-timed-out",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "{server} takes the connection on port {port} and then says nothing for {detail}: a firewall or a scanner sits in between, or the server is overloaded.",
            remedy: "Try again with --timeout 60. If it stays silent, let the firewall pass {server}, port {port}, without inspecting it.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "reply-timed-out",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "{server} did not answer {detail}.",
            remedy: "Try again, with more time (--timeout 60). If it happens each time at the same step, look for a firewall that inspects SMTP.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "connection-closed",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "{server} closed the connection ({detail}). A firewall that inspects SMTP does so, and a server that has blocked this address.",
            remedy: "Try again later and from another network. If it closes at the same step each time, let the firewall pass {server}, port {port}, without inspecting it.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "not-smtp",
        when: Pattern::Observed,
        setting: Setting::SmtpPort,
        causes: &[Cause {
            what: "What answers on port {port} of {server} does not speak SMTP. It said: {detail}",
            remedy: "Check smtpServer and smtpPort; for Microsoft 365 they are {smtp_host} and 587. If they are right, a proxy or a firewall answers in its place.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "connection-broken",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The connection to {server} broke: {detail}.",
            remedy: "Try again. If it happens each time at the same step, look for a firewall or a proxy in between.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "greeting-foreign",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The greeting is not Exchange's: `{detail}`. A provider or a firewall probably redirects port {port} to a mail server of its own.",
            remedy: "Let the firewall pass {server}, port {port}, to Microsoft 365. If the port is 25, use 587.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "starttls-missing",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[
            Cause {
                what: "Somebody else than Microsoft answers: the greeting is `{greeting}`, and no STARTTLS is offered. A provider or a firewall redirects port {port}.",
                remedy: "Let the firewall pass {server}, port {port}, to Microsoft 365. If the port is 25, use 587.",
                standing: redirected,
            },
            Cause {
                what: "{server} offers no STARTTLS on port {port}. It is not Exchange Online, or something in between (a firewall that inspects SMTP) takes the offer out. Nothing secret is sent without TLS.",
                remedy: "Check smtpServer and smtpPort ({smtp_host}, 587). On the firewall switch off the inspection of SMTP (Cisco: `no inspect esmtp`).",
                standing: possible,
            },
        ],
        url: None,
    },
    Entry {
        name: "starttls-injection",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "Something was sent in the clear behind the server's reply to STARTTLS ({detail}). Somebody on the way to {server} is trying to put words into the encrypted conversation, or the server is broken. The connection was given up.",
            remedy: "Do not send mail over this network. Find out what sits between this machine and {server}: a firewall, a proxy, a redirected port.",
            standing: possible,
        }],
        url: Some("https://www.rfc-editor.org/rfc/rfc3207#section-5"),
    },
    Entry {
        name: "message-not-built",
        when: Pattern::Observed,
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "No message can be made with these addresses: {detail}.",
            remedy: "Check smtpUsername, --send-as and --send-to: each must be one plain address, name@domain.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "xoauth2-not-offered",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[
            Cause {
                what: "{server} does not offer XOAUTH2 ({detail}), so it is not Exchange Online's server for sending mail with a log-in. No token was sent.",
                remedy: "Write smtpServer: {smtp_host} with smtpPort: 587.",
                standing: not_microsoft,
            },
            Cause {
                what: "{server} does not offer XOAUTH2 ({detail}), although Exchange Online does. Something in between answers or changes the offer. No token was sent.",
                remedy: "Let the firewall pass {server}, port {port}, without inspecting it.",
                standing: microsoft,
            },
        ],
        url: Some(CLIENT_SUBMISSION),
    },
];
