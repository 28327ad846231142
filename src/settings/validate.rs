//! What is a GUID, a domain, a host, an address, a port: one answer each, for rules, migration, set-up and live check.
//!
//! Sources: Microsoft, "Authenticate an IMAP, POP or SMTP connection using OAuth", and "OAuth 2.0 client credentials flow" for the
//! IDs and the tenant; IdFix, "Errors supported by the IdFix tool", for addresses.

/// Whether a text is a GUID as Entra ID shows it: digits and hyphens, no braces.
pub(crate) fn is_guid(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 36
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether a text is a domain name with at least one dot.
pub(crate) fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.contains('.') && text.split('.').all(label)
}

/// The number of a port from 1 to 65535; leading zeros are dropped, as the JVM does.
pub(crate) fn port(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.trim_start_matches('0');
    (digits && number.len() <= 5).then(|| number.parse().ok()).flatten()
}

/// Whether a text is a host name or an IP address: [`server_fault`] finds nothing.
pub(crate) fn is_host(text: &str) -> bool {
    server_fault(text).is_none()
}

/// Whether a text is the address of a mailbox: [`address_fault`] finds nothing.
pub(crate) fn is_address(text: &str) -> bool {
    address_fault(text).is_none()
}

/// Whether a text is an IP address, an IPv6 one perhaps in brackets.
pub(crate) fn is_ip(text: &str) -> bool {
    text.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>().is_ok()
}

/// What is wrong with a host name or IP address; `None` if nothing is.
pub(crate) fn server_fault(server: &str) -> Option<&'static str> {
    let inside = server.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some(address) = inside {
        return address.parse::<std::net::Ipv6Addr>().is_err().then_some("the text in brackets is not an IPv6 address");
    }
    if server.parse::<std::net::IpAddr>().is_ok() {
        return None;
    }
    let bare = server.strip_suffix('.').unwrap_or(server);
    if bare.contains(char::is_whitespace) {
        return Some("a host name has no spaces");
    }
    if bare.contains([',', ';', '|']) {
        return Some("only one host can be given, and its parts are separated by dots");
    }
    let allowed = |char: char| char.is_alphanumeric() || matches!(char, '.' | '-' | '_');
    if !bare.chars().all(allowed) {
        return Some("a host name has only letters, digits, dots and hyphens");
    }
    if bare.len() > 253 || bare.split('.').any(|label| label.len() > 63) {
        return Some("a host name has at most 253 characters, and 63 between two dots");
    }
    if bare.split('.').any(str::is_empty) {
        return Some("two dots follow each other, or the name begins with one");
    }
    if bare.split('.').any(|label| label.starts_with('-') || label.ends_with('-')) {
        return Some("no part of a host name begins or ends with a hyphen");
    }
    if bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Some("it has only digits and dots, but an IP address has four numbers from 0 to 255");
    }
    None
}

/// What is wrong with a user name for OAuth2, which is the address of a mailbox; `None` if nothing is.
pub(crate) fn address_fault(address: &str) -> Option<&'static str> {
    if address.contains('\\') {
        return Some("a sign-in name of the form `DOMAIN\\user` is known to the local network only");
    }
    let Some((name, domain)) = address.split_once('@') else { return Some("there is no `@` in it") };
    if domain.contains('@') {
        return Some("it has more than one `@`");
    }
    if name.is_empty() || domain.is_empty() {
        return Some("something is missing before or after the `@`");
    }
    if address.contains(char::is_whitespace) || address.contains(['<', '>', '(', ')', ';', ':', ',', '[', ']', '"']) {
        return Some("it contains a space or a character that no address has");
    }
    if !address.is_ascii() {
        return Some("it contains a letter that no address in Microsoft 365 has");
    }
    if name.starts_with('.') || name.ends_with('.') || address.contains("..") {
        return Some("a dot is at the edge or next to another");
    }
    if !is_domain(domain) || domain.rsplit('.').next().is_some_and(|top| top.bytes().all(|b| b.is_ascii_digit())) {
        return Some("the part after the `@` is not a domain such as `contoso.com`");
    }
    (address.len() > 256).then_some("it is longer than 256 characters")
}

/// A GUID with something around it that people copy along: braces, quotes, `urn:uuid:`; or without its hyphens.
pub(crate) fn hidden_guid(text: &str) -> Option<String> {
    let bare = text.trim_matches(|char: char| char.is_whitespace() || "{}()<>[]'\"`,;.".contains(char));
    let bare = bare.strip_prefix("urn:uuid:").unwrap_or(bare);
    if is_guid(bare) {
        return (bare != text).then(|| bare.to_owned());
    }
    let is_hex = bare.len() == 32 && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| format!("{}-{}-{}-{}-{}", &bare[..8], &bare[8..12], &bare[12..16], &bare[16..20], &bare[20..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_addresses_are_told_from_what_looks_like_them() {
        for good in [
            "smtp.office365.com",
            "smtp.office365.com.",
            "MAIL",
            "mail_relay.intern",
            "10.0.0.5",
            "::1",
            "[2001:db8::1]",
            "1und1.de",
            "mail.müller.de",
        ] {
            assert_eq!(server_fault(good), None, "{good}");
        }
        for bad in ["10.0.0.256", "10.0.0", "a..b", ".a", "-a.de", "a b", "a,b", "a@b", "a/b", "[a]", "587"] {
            assert!(server_fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn user_names_are_addresses() {
        for good in ["a@b.de", "first.last+tag@sub.contoso.onmicrosoft.com", "o'neil@contoso.com", "a_b-c@1und1.de"] {
            assert_eq!(address_fault(good), None, "{good}");
        }
        for bad in [
            "a",
            "CONTOSO\\a",
            "a@",
            "@b.de",
            "a@b",
            "a@b@c.de",
            "a b@c.de",
            "a@b.de, c@d.de",
            "<a@b.de>",
            "mailto:a@b.de",
            "ä@b.de",
            "a.@b.de",
            "a..b@c.de",
            "a@10.0.0.5",
            "a@b..de",
            "user\\shared@b.de",
        ] {
            assert!(address_fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn guids_are_found_behind_what_is_copied_along() {
        let guid = "7a4be21f-93d8-4c06-b5f2-6d81e09c35aa";
        for text in [format!("{{{guid}}}"), format!("urn:uuid:{guid}"), format!("\"{guid}\""), guid.replace('-', "")] {
            assert_eq!(hidden_guid(&text).as_deref(), Some(guid), "{text}");
        }
        assert_eq!(hidden_guid(guid), None);
        assert_eq!(hidden_guid("7a4be21f"), None);
    }
}
