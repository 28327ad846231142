//! What a client secret of Microsoft Entra looks like. The form is not documented: it is the one that public secret scanners
//! (gitleaks, TruffleHog) know today's secrets by.

/// Whether a secret has the mark of today's secrets: three characters, a digit, `Q~`.
pub fn has_mark(secret: &str) -> bool {
    let bytes = secret.as_bytes();
    bytes.len() > 6 && bytes[3].is_ascii_digit() && &bytes[4..6] == b"Q~"
}

/// Whether a secret looks whole: 37 to 41 characters with the mark.
pub fn is_todays_secret(secret: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_~.-".contains(&byte);
    has_mark(secret) && (37..=41).contains(&secret.len()) && secret.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn todays_secrets_are_known_by_their_mark() {
        assert!(is_todays_secret("kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB"));
        assert!(!is_todays_secret("kV28Q~w3RtYp7sLmXc5Nb1Zd9"));
        assert!(has_mark("kV28Q~w3RtYp7sLmXc5Nb1Zd9"));
        assert!(!has_mark("kV2xQ~w3RtYp7sLmXc5Nb1Zd9"));
        assert!(has_mark("kV28Q~w") && !has_mark("kV28Q~"), "the mark alone is no secret");
    }
}
