//! Forms of values: whether a text has the form of a GUID, a mail address, a host name.

/// Whether a text is a GUID in the form of the Entra admin center: `0d4f4f2e-…`, digits and dashes, no braces.
pub fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether a text is a mail address of one mailbox, as `smtpUsername` wants it: `name@domain.com`.
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let forbidden = |char: char| char.is_whitespace() || char.is_control() || "<>()[],;:\\\"@".contains(char);
    !local.is_empty() && !local.contains(forbidden) && domain.contains('.') && is_host(domain)
}

/// Whether a text is a host name: labels of letters, digits and inner dashes (RFC 1123), or of an internationalised name.
pub fn is_host(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let label = |label: &str| {
        let inner = !label.starts_with('-') && !label.ends_with('-');
        let chars = label.chars().all(|char| char.is_alphanumeric() || char == '-' || char == '_');
        !label.is_empty() && label.len() <= 63 && inner && chars
    };
    text.len() <= 253 && text.split('.').all(label)
}

/// Whether a text is an IP address, an IPv6 one perhaps in brackets.
pub fn is_ip(text: &str) -> bool {
    text.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart() {
        assert!(is_guid("0d4f4f2e-1b2c-4d5e-8f90-a1b2c3d4e5F6"));
        assert!(!is_guid("{0d4f4f2e-1b2c-4d5e-8f90-a1b2c3d4e5f6}") && !is_guid("0d4f4f2e1-b2c-4d5e-8f90-a1b2c3d4e5f6"));
        for address in ["scan@contoso.com", "a.b+c@mail.contoso.com", "ü@müller.de"] {
            assert!(is_address(address), "{address}");
        }
        for text in
            ["scan", "CONTOSO\\scan", "scan@contoso", "a b@contoso.com", "@contoso.com", "a@b@contoso.com", "<a@b.c>"]
        {
            assert!(!is_address(text), "{text}");
        }
        assert!(is_host("smtp.office365.com") && is_host("mail-1") && is_host("müller.de"));
        for text in ["", "smtp..com", "-a.b", "https://a", "a:587", "a b"] {
            assert!(!is_host(text), "{text}");
        }
        assert!(is_ip("10.0.0.1") && is_ip("[::1]") && !is_ip("10.0.0"));
    }
}
