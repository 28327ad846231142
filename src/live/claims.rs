//! What an access token says about itself. Read without checking the signature, for judging and showing only: the
//! token is the server's to check.
//!
//! Source: Microsoft Entra, "Access token claims reference". A claim is only there when it has a value, so a claim that
//! is missing means "cannot tell" and never "wrong".

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::mask::printable;

/// The claims that tell something about sending mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Claims {
    /// Whom the token is for.
    pub aud: Option<String>,
    /// The tenant's ID.
    pub tid: Option<String>,
    /// The application's ID (`appid` in tokens of version 1, `azp` in version 2).
    pub appid: Option<String>,
    /// The application's display name.
    pub app_displayname: Option<String>,
    /// Object ID of the application's service principal in the tenant.
    pub oid: Option<String>,
    /// Application permissions.
    pub roles: Vec<String>,
    /// Delegated permissions: only in a user's token.
    pub scp: Option<String>,
    /// Valid from, seconds since 1970.
    pub nbf: Option<i64>,
    /// Issued at.
    pub iat: Option<i64>,
    /// Valid until.
    pub exp: Option<i64>,
}

/// The permission that a mail server wants: `SMTP.SendAsApp`, and `Mail.Send` for high-volume mail.
pub(crate) fn role_for(server: &str) -> &'static str {
    if server.to_ascii_lowercase().starts_with("smtp-hve.") { "Mail.Send" } else { "SMTP.SendAsApp" }
}

impl Claims {
    /// Reads the payload of a JWT; `None` for a token that is none.
    pub(super) fn of(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
        let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
        let Value::Object(claims) = serde_json::from_slice(&payload).ok()? else { return None };
        let text = |name: &str| claims.get(name).and_then(Value::as_str).map(printable);
        let time =
            |name: &str| claims.get(name).and_then(|value| value.as_i64().or(value.as_f64().map(|at| at as i64)));
        let roles = match claims.get("roles") {
            Some(Value::Array(roles)) => roles.iter().filter_map(Value::as_str).map(printable).collect(),
            Some(Value::String(role)) => vec![printable(role)],
            _ => vec![],
        };
        let aud = match claims.get("aud") {
            Some(Value::Array(all)) => all.first().and_then(Value::as_str).map(printable),
            _ => text("aud"),
        };
        Some(Self {
            aud,
            tid: text("tid"),
            appid: text("appid").or_else(|| text("azp")),
            app_displayname: text("app_displayname"),
            oid: text("oid"),
            roles,
            scp: text("scp"),
            nbf: time("nbf"),
            iat: time("iat"),
            exp: time("exp"),
        })
    }

    /// Whether the token carries a permission.
    pub(crate) fn has_role(&self, wanted: &str) -> bool {
        self.roles.iter().any(|role| role == wanted)
    }

    /// The permissions in one line.
    pub(super) fn roles_text(&self) -> String {
        if self.roles.is_empty() { "none".to_owned() } else { self.roles.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_read_and_their_absence_is_no_claim() {
        let payload =
            URL_SAFE_NO_PAD.encode(r#"{"aud":["a","b"],"roles":["x","SMTP.SendAsApp"],"exp":1.5e9,"azp":"app"}"#);
        let claims = Claims::of(&format!("e30.{payload}.c2ln")).expect("it is a JWT");
        assert_eq!(claims.aud.as_deref(), Some("a"));
        assert_eq!(claims.appid.as_deref(), Some("app"));
        assert_eq!(claims.exp, Some(1_500_000_000));
        assert!(claims.has_role(role_for("smtp.office365.com")));
        assert_eq!((claims.tid, claims.oid, claims.scp, claims.nbf), (None, None, None, None));
        for no_jwt in ["opaque", "a.b", "a.!.c", "e30.W10.x"] {
            assert_eq!(Claims::of(no_jwt), None, "{no_jwt}");
        }
    }
}
