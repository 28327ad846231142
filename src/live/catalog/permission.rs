//! Microsoft Entra misses a permission or a consent.

use super::standing::possible;
use super::{Cause, Entry, Pattern};
use crate::settings::Setting;

const XOAUTH2: &str = "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth";

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "permission-missing",
        when: Pattern::Aadsts(&[650057, 650056, 65005, 650052, 650054]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "Exchange Online is not among the app's permissions, or the tenant has not subscribed to it.",
            remedy: "Open {portal}, App registrations, the app with the ID {client_id}, API permissions, Add a permission, APIs my organization uses, Office 365 Exchange Online, Application permissions, {role}; then Grant admin consent.",
            standing: possible,
        }],
        url: Some(XOAUTH2),
    },
    Entry {
        name: "consent-missing",
        when: Pattern::Aadsts(&[65001, 90094, 90008, 90099]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "Nobody has consented to the app's permissions in the tenant.",
            remedy: "Open {portal}, App registrations, the app with the ID {client_id}, API permissions, Grant admin consent.",
            standing: possible,
        }],
        url: Some(XOAUTH2),
    },
];
