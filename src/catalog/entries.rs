//! The entries, a file a group. Those of one group share their subject, their page and often their causes.

mod access;
mod account;
mod address;
mod application;
mod authentication;
mod claims;
mod connection;
mod content;
mod delivery;
mod dialogue;
mod limits;
mod oauth;
mod permission;
mod proxy;
mod recipient;
mod request;
mod scope;
mod secret;
mod sender;
mod session;
mod tenant;
mod tls;
mod token;
mod unknown;

use super::{
    Cause, Codes, Entry, Evidence, Pattern, Phase, Sign, both, cause, codes, evident, only, range, status, words,
};
use crate::settings::Setting;
use Evidence::{For, Only, Proves, RulesOut};

/// All groups.
pub(super) static GROUPS: &[&[Entry]] = &[
    connection::ENTRIES,
    session::ENTRIES,
    dialogue::ENTRIES,
    tls::ENTRIES,
    proxy::ENTRIES,
    token::ENTRIES,
    secret::ENTRIES,
    application::ENTRIES,
    tenant::ENTRIES,
    scope::ENTRIES,
    permission::ENTRIES,
    access::ENTRIES,
    request::ENTRIES,
    oauth::ENTRIES,
    claims::ENTRIES,
    authentication::ENTRIES,
    account::ENTRIES,
    address::ENTRIES,
    sender::ENTRIES,
    limits::ENTRIES,
    recipient::ENTRIES,
    content::ENTRIES,
    delivery::ENTRIES,
    unknown::ENTRIES,
];

const NDR: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online",
);
const XOAUTH2: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
);
const SUBMISSION: Option<&str> =
    Some("https://learn.microsoft.com/exchange/troubleshoot/send-emails/smtp-submission-improvements");
const CLIENT_SUBMISSION: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365",
);
const SMTP_AUTH: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission",
);
const TROUBLE: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/troubleshoot/email-delivery/fix-issues-with-printers-scanners-and-lob-applications-that-send-email-using-off",
);

/// One AADSTS code.
const fn code(code: u32) -> (u32, u32) {
    (code, code)
}
