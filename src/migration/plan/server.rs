//! A server as people write it.

/// `smtp://host:587/` taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Server<'t> {
    /// The host name or address.
    pub host: &'t str,
    /// The port, where one stands behind it.
    pub port: Option<&'t str>,
}

impl<'t> Server<'t> {
    pub(super) fn parse(text: &'t str) -> Self {
        let text = text.trim();
        let text = ["smtp://", "smtps://"].iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
        let text = text.strip_suffix('/').unwrap_or(text);
        match text.split_once(':') {
            Some((host, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => {
                Self { host: host.trim_end(), port: Some(port) }
            }
            _ => Self { host: text, port: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_and_port_are_told_from_the_host() {
        let parsed = |text| {
            let server = Server::parse(text);
            (server.host, server.port)
        };
        assert_eq!(parsed("smtp.office365.com"), ("smtp.office365.com", None));
        assert_eq!(parsed(" smtp://smtp.office365.com:587/ "), ("smtp.office365.com", Some("587")));
        assert_eq!(parsed("::1"), ("::1", None));
        assert_eq!(parsed("host:"), ("host:", None));
    }
}
