//! Mail servers of other providers, which take no token of Microsoft. Source: the providers' own help pages on SMTP.

/// The end of a host name, and whose it is.
const PROVIDERS: &[(&str, &str)] = &[
    ("1and1.com", "IONOS"),
    ("1und1.de", "IONOS"),
    ("amazonaws.com", "Amazon"),
    ("aol.com", "AOL"),
    ("brevo.com", "Brevo"),
    ("fastmail.com", "Fastmail"),
    ("free.fr", "Free"),
    ("freenet.de", "freenet"),
    ("gandi.net", "Gandi"),
    ("gmail.com", "Google"),
    ("gmx.at", "GMX"),
    ("gmx.ch", "GMX"),
    ("gmx.com", "GMX"),
    ("gmx.de", "GMX"),
    ("gmx.net", "GMX"),
    ("googlemail.com", "Google"),
    ("hostpoint.ch", "Hostpoint"),
    ("infomaniak.com", "Infomaniak"),
    ("ionos.com", "IONOS"),
    ("ionos.de", "IONOS"),
    ("ionos.co.uk", "IONOS"),
    ("ionos.fr", "IONOS"),
    ("kasserver.com", "ALL-INKL"),
    ("kundenserver.de", "IONOS"),
    ("mail.de", "mail.de"),
    ("mail.me.com", "Apple"),
    ("mail.ru", "Mail.ru"),
    ("mailbox.org", "mailbox.org"),
    ("mailgun.org", "Mailgun"),
    ("mailjet.com", "Mailjet"),
    ("mandrillapp.com", "Mandrill"),
    ("migadu.com", "Migadu"),
    ("orange.fr", "Orange"),
    ("ovh.net", "OVHcloud"),
    ("posteo.de", "Posteo"),
    ("postmarkapp.com", "Postmark"),
    ("protonmail.ch", "Proton"),
    ("secureserver.net", "GoDaddy"),
    ("sendgrid.net", "SendGrid"),
    ("sendinblue.com", "Brevo"),
    ("sparkpostmail.com", "SparkPost"),
    ("strato.com", "STRATO"),
    ("strato.de", "STRATO"),
    ("t-online.de", "Telekom"),
    ("telekom.de", "Telekom"),
    ("vodafonemail.de", "Vodafone"),
    ("web.de", "WEB.DE"),
    ("yahoo.com", "Yahoo"),
    ("yahoo.de", "Yahoo"),
    ("yandex.com", "Yandex"),
    ("yandex.ru", "Yandex"),
    ("your-server.de", "Hetzner"),
    ("zoho.com", "Zoho"),
    ("zoho.eu", "Zoho"),
    ("zoho.in", "Zoho"),
];

/// The provider that a host belongs to (without a dot at its end, in lower case).
pub(super) fn of(host: &str) -> Option<&'static str> {
    let ends = |end: &str| host.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    PROVIDERS.iter().find(|(end, _)| ends(end)).map(|(_, provider)| *provider)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_known_by_the_end_of_its_hosts() {
        assert_eq!(of("smtp.gmail.com"), Some("Google"));
        assert_eq!(of("email-smtp.eu-central-1.amazonaws.com"), Some("Amazon"));
        assert_eq!(of("mail.notgmail.com"), None);
        assert_eq!(of("mail.contoso.com"), None);
    }
}
