//! What a server offers in its reply to EHLO.

use super::Reply;

/// The extensions, keywords in upper case (RFC 5321, 2.4: they are compared without regard to case).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::live) struct Extensions(Vec<(String, Vec<String>)>);

impl Extensions {
    /// Reads the lines after the first.
    pub(in crate::live) fn of(reply: &Reply) -> Self {
        let line = |line: &Vec<u8>| {
            let text = String::from_utf8_lossy(line).to_ascii_uppercase();
            // Some old servers write AUTH=LOGIN.
            let mut words = text.split([' ', '=']).filter(|word| !word.is_empty()).map(str::to_owned);
            Some((words.next()?, words.collect()))
        };
        Self(reply.lines.iter().skip(1).filter_map(line).collect())
    }

    /// Whether an extension is offered.
    pub(in crate::live) fn has(&self, keyword: &str) -> bool {
        self.0.iter().any(|(offered, _)| offered == keyword)
    }

    /// Whether a firewall has masked an offer: `XXXXXXXA` in the place of STARTTLS, as `inspect esmtp` writes it.
    pub(in crate::live) fn is_masked(&self) -> bool {
        self.0
            .iter()
            .any(|(keyword, _)| keyword.len() >= 4 && keyword[..keyword.len() - 1].bytes().all(|byte| byte == b'X'))
    }

    /// The sign-in methods offered.
    pub(in crate::live) fn mechanisms(&self) -> Vec<&str> {
        let mut all: Vec<&str> = vec![];
        for (_, mechanisms) in self.0.iter().filter(|(keyword, _)| keyword == "AUTH") {
            all.extend(mechanisms.iter().map(String::as_str).filter(|name| !all.contains(name)).collect::<Vec<_>>());
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_compared_without_regard_to_case() {
        let reply = Reply::literal("250-host Hello AUTH\n250-auth login xoauth2\n250-AUTH=LOGIN\n250 StartTLS");
        let extensions = Extensions::of(&reply);
        assert_eq!(extensions.mechanisms(), ["LOGIN", "XOAUTH2"]);
        assert!(extensions.has("STARTTLS"));
        assert!(!extensions.has("HOST"));
    }
}
