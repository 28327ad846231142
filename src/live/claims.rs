//! What an access token says about itself. Read without checking the signature, for judging and showing only: the
//! token is the server's to check.
//!
//! Source: Microsoft Entra, "Access token claims reference". A claim is only there when it has a value, so a claim that
//! is missing means "cannot tell" and never "wrong".

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::catalog::{Claims, printable};

/// Reads the payload of a JWT; `None` for a token that is none.
pub(super) fn read(token: &str) -> Option<Claims> {
    let mut parts = token.split('.');
    let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
    let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let Value::Object(claims) = serde_json::from_slice(&payload).ok()? else { return None };
    let text = |name: &str| claims.get(name).and_then(Value::as_str).map(printable);
    let time = |name: &str| claims.get(name).and_then(|value| value.as_i64().or(value.as_f64().map(|at| at as i64)));
    let roles = match claims.get("roles") {
        Some(Value::Array(roles)) => roles.iter().filter_map(Value::as_str).map(printable).collect(),
        Some(Value::String(role)) => vec![printable(role)],
        _ => vec![],
    };
    let aud = match claims.get("aud") {
        Some(Value::Array(all)) => all.first().and_then(Value::as_str).map(printable),
        _ => text("aud"),
    };
    Some(Claims {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::role_for;

    #[test]
    fn claims_are_read_and_their_absence_is_no_claim() {
        let payload =
            URL_SAFE_NO_PAD.encode(r#"{"aud":["a","b"],"roles":["x","SMTP.SendAsApp"],"exp":1.5e9,"azp":"app"}"#);
        let claims = read(&format!("e30.{payload}.c2ln")).expect("it is a JWT");
        assert_eq!(claims.aud.as_deref(), Some("a"));
        assert_eq!(claims.appid.as_deref(), Some("app"));
        assert_eq!(claims.exp, Some(1_500_000_000));
        assert!(claims.has_role(role_for("smtp.office365.com")));
        assert_eq!((claims.tid, claims.oid, claims.scp, claims.nbf), (None, None, None, None));
        for no_jwt in ["opaque", "a.b", "a.!.c", "e30.W10.x"] {
            assert_eq!(read(no_jwt), None, "{no_jwt}");
        }
    }
}
