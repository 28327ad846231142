//! The access token is not one that the mail server can accept.
//!
//! # What
//!
//! `check --live` reads what the token says about itself before it sends it: whom it is for, which tenant and app it was issued to, its roles
//! and its life. It is the stage `claims`. A claim that is missing is not judged.
//!
//! # Why
//!
//! Exchange Online answers `535 5.7.3` to nearly every fault, so the token is the only place that tells them apart. A missing role is a warning
//! before the sign-in, since access can also be given by RBAC for Applications, and the first cause after a refusal.
//!
//! # What to do
//!
//! Do what the finding says. For a missing role: API permissions, Add a permission, APIs my organization uses, Office 365 Exchange Online,
//! Application permissions, SMTP.SendAsApp; then Grant admin consent.
//!
//! # References
//!
//! - Microsoft, token claims: <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>
//! - Microsoft, OAuth for SMTP: <https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth>

use super::Result;
use crate::catalog::{Claims, Phase, is_exchange, is_high_volume, is_undocumented, role_for};
use crate::live::walk::{Notes, Walk};
use crate::live::{claims, clock};
use crate::secret::Secret;
use crate::settings::validate::is_guid;

/// enaio server subtracts so many seconds from a token's life (`OfficeTokenGraceTimeInSeconds`).
const GRACE: i64 = 30;
/// Exchange's server for high-volume mail refuses tokens with less than about ten minutes left.
const HIGH_VOLUME: i64 = 600;
/// Clocks differ; Microsoft allows five minutes.
const SKEW: i64 = 300;

/// Microsoft Graph's ID as a resource.
const GRAPH_ID: &str = "00000003-0000-0000-c000-000000000000";

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes, token: &Secret) -> Result<()> {
    let Some(claims) = claims::read(token.expose()) else {
        notes.see("the token cannot be read here (it is not a JWT), so nothing can be said about it");
        return Ok(());
    };
    show(notes, &claims);
    notes.until = claims.exp;
    walk.facts.seen.token = Some(claims.clone());
    if let Some(aud) = &claims.aud {
        if aud == GRAPH_ID || aud.to_ascii_lowercase().contains("graph.microsoft") {
            return Err(walk.observed("token-for-graph", Phase::Claims, aud));
        }
        if !is_exchange(aud, walk.facts.cloud) {
            return Err(walk.observed("token-for-other-resource", Phase::Claims, aud));
        }
        if is_undocumented(aud) {
            notes.warn(*walk.observed("audience-undocumented", Phase::Claims, aud));
        }
    }
    if let Some(scopes) = &claims.scp {
        return Err(walk.observed("token-of-a-user", Phase::Claims, scopes));
    }
    if let Some(app) = claims.appid.as_ref().filter(|app| !app.eq_ignore_ascii_case(&walk.facts.client_id)) {
        return Err(walk.observed("token-of-other-app", Phase::Claims, app));
    }
    let tenant = &walk.facts.tenant;
    if let Some(tid) = claims.tid.as_ref().filter(|tid| is_guid(tenant) && !tid.eq_ignore_ascii_case(tenant)) {
        return Err(walk.observed("token-of-other-tenant", Phase::Claims, tid));
    }
    times(walk, notes, &claims)?;
    if !claims.has_role(role_for(&walk.facts.server)) {
        notes.warn(*walk.observed("role-missing", Phase::Claims, ""));
    }
    Ok(())
}

fn show(notes: &mut Notes, claims: &Claims) {
    let mut see = |name: &str, value: Option<&String>| {
        if let Some(value) = value {
            notes.see(format!("{name}: {value}"));
        }
    };
    see("audience", claims.aud.as_ref());
    see("tenant", claims.tid.as_ref());
    see("app", claims.appid.as_ref());
    see("app's name", claims.app_displayname.as_ref());
    see("Object ID of the enterprise application", claims.oid.as_ref());
    notes.see(format!("roles: {}", claims.roles_text()));
    if let Some(exp) = claims.exp {
        notes.see(format!("valid until {}", clock::utc(exp)));
    }
}

fn times(walk: &Walk, notes: &mut Notes, claims: &Claims) -> Result<()> {
    let now = clock::now();
    if let Some(exp) = claims.exp {
        let left = exp - now;
        if left <= 0 {
            let words = format!("valid until {}, now it is {}", clock::utc(exp), clock::utc(now));
            return Err(walk.observed("token-expired", Phase::Claims, words));
        }
        let high_volume = is_high_volume(&walk.facts.server);
        if left <= GRACE || (high_volume && left < HIGH_VOLUME) {
            notes.warn(*walk.observed("token-short-lived", Phase::Claims, clock::span(left)));
        }
    }
    if let Some(from) = claims.nbf.or(claims.iat).filter(|from| from - now > SKEW) {
        let words = format!("valid from {}, now it is {}", clock::utc(from), clock::utc(now));
        return Err(walk.observed("token-not-yet-valid", Phase::Claims, words));
    }
    Ok(())
}
