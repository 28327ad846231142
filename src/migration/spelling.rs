//! How the neighbours spell their keys, and a new key in the same way.

use crate::settings::Setting;

/// A convention for names of several words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As documented: `smtpServer`.
    Camel,
    /// `SmtpServer`
    Pascal,
    /// `smtp-server`, or with another sign and in capitals.
    Separated { sign: char, capitals: bool },
    /// `smtpserver`
    Lower,
    /// `SMTPSERVER`
    Upper,
}

impl Spelling {
    /// The convention that a key follows. Another key than a setting's that has one word, such as `enabled`, tells nothing.
    pub fn of(key: &str) -> Self {
        if key.chars().all(char::is_lowercase) && Setting::from_key(key).is_none() {
            return Self::Camel;
        }
        let capitals = !key.chars().any(char::is_lowercase);
        match key.chars().find(|char| ['-', '_'].contains(char)) {
            Some(sign) => Self::Separated { sign, capitals },
            None if capitals => Self::Upper,
            None if !key.chars().any(char::is_uppercase) => Self::Lower,
            None if key.starts_with(char::is_uppercase) => Self::Pascal,
            None => Self::Camel,
        }
    }

    /// A setting's key in this convention.
    pub fn key(self, setting: Setting) -> String {
        let camel = setting.key();
        match self {
            Self::Camel => camel.to_owned(),
            Self::Lower => camel.to_lowercase(),
            Self::Upper => camel.to_uppercase(),
            Self::Pascal => camel[..1].to_uppercase() + &camel[1..],
            Self::Separated { sign, capitals } => {
                let mut key = String::new();
                for char in camel.chars() {
                    if char.is_uppercase() {
                        key.push(sign);
                    }
                    key.extend(char.to_lowercase());
                }
                if capitals { key.to_uppercase() } else { key }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::property::name;

    #[test]
    fn a_key_is_spelled_as_its_neighbour_is() {
        for (neighbour, key) in [
            ("smtpServer", "oAuthClientId"),
            ("SmtpServer", "OAuthClientId"),
            ("smtp-server", "o-auth-client-id"),
            ("smtp_port", "o_auth_client_id"),
            ("SMTP_PORT", "O_AUTH_CLIENT_ID"),
            ("SMTP-PORT", "O-AUTH-CLIENT-ID"),
            ("smtpport", "oauthclientid"),
            ("enabled", "oAuthClientId"),
            ("SMTPPORT", "OAUTHCLIENTID"),
        ] {
            assert_eq!(Spelling::of(neighbour).key(Setting::OAuthClientId), key);
            assert!(name::same(key, "oAuthClientId"), "Spring binds {key}");
        }
    }
}
