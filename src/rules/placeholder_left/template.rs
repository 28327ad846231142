//! How templates and instructions write what the reader is to replace.

use crate::settings::{Kind, Setting, validate};

/// Whether a value is a template's.
pub(super) fn is_left(setting: Setting, value: &str) -> bool {
    let value = value.trim();
    is_bracketed(value)
        || is_variable(setting, value)
        || is_filler(value)
        || is_zero_guid(value)
        || is_wording(setting, value)
}

/// `<client id>`, `[client id]`, `{client-id}`, `{{ id }}`, and `<tenant>` inside an address.
fn is_bracketed(value: &str) -> bool {
    let inside = |open: char, close: char| value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if let Some(inside) = inside('<', '>').or_else(|| inside('{', '}')) {
        return !validate::is_guid(inside.trim());
    }
    if let Some(inside) = inside('[', ']') {
        let is_address = inside.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'));
        return !is_address && !validate::is_guid(inside.trim());
    }
    // `Max <max@contoso.com>` is an address with a name, and so is `max@contoso.com <Max>`.
    value
        .split_once('<')
        .filter(|(before, _)| !before.trim_end().contains('@') || before.trim_end().ends_with(['@', '.']))
        .and_then(|(_, rest)| rest.split_once('>'))
        .is_some_and(|(inside, _)| !inside.is_empty() && !inside.contains('@'))
}

/// `${NAME` without its end, `$NAME`, `$(NAME)`, `%NAME%`, `#{NAME}`, `#NAME#`, `@NAME@`, `__NAME__`.
fn is_variable(setting: Setting, value: &str) -> bool {
    let name =
        |name: &str| !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || "_-. ".contains(char));
    let between =
        |open: &str, close: &str| value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).is_some_and(name);
    let shell = value.strip_prefix('$').is_some_and(|rest| {
        rest.starts_with(|char: char| char.is_ascii_uppercase() || char == '_')
            && rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    });
    (value.contains("${") && !value.contains('}'))
        || shell
        || setting != Setting::OAuthClientSecret && holds_variable(value)
        || between("$(", ")")
        || between("%", "%")
        || value.strip_prefix("#{").is_some_and(|rest| rest.ends_with('}'))
        || between("#", "#")
        || between("@", "@")
        || (between("__", "__") && value.len() > 4)
}

/// A variable of a shell or a template beside other text: `%MAIL_USER%@contoso.com`, `smtp.$(domain)`, `mail.{{ domain }}`. A secret may hold such signs.
fn holds_variable(value: &str) -> bool {
    let is_word = |name: &str| {
        name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let percent: Vec<&str> = value.split('%').collect();
    let dollar = value.split('$').skip(1).any(|rest| {
        let name: &str =
            rest.split(|char: char| !char.is_ascii_alphanumeric() && char != '_').next().unwrap_or_default();
        is_word(name) || rest.starts_with('(') && rest.contains(')')
    });
    let windows = percent.len() > 2 && percent[1..percent.len() - 1].iter().any(|name| is_word(name));
    let mustache = value.find("{{").is_some_and(|at| value[at..].contains("}}"));
    value.contains(['@', '.']) && (dollar || windows || mustache)
}

/// `xxx`, `xxxxxxxx-xxxx-…`, `...`, `…`, `???`, `___`, `---`.
fn is_filler(value: &str) -> bool {
    let marks = value.chars().filter(|char| *char != '-').collect::<Vec<_>>();
    let same = |allowed: &[char]| marks.iter().all(|char| allowed.contains(char));
    value == "…"
        || (marks.is_empty() && value.len() >= 3)
        || (marks.len() >= 3
            && [&['x', 'X'][..], &['.'], &['?'], &['_'], &['#'], &['*'], &['…']].iter().any(|set| same(set)))
}

fn is_zero_guid(value: &str) -> bool {
    validate::is_guid(value) && value.bytes().all(|byte| byte == b'0' || byte == b'-')
}

/// Words that speak to the reader, and the value's own name in the value's place.
fn is_wording(setting: Setting, value: &str) -> bool {
    const SPEAKING: &[&str] = &[
        "your",
        "yours",
        "ihr",
        "ihre",
        "ihren",
        "ihrer",
        "dein",
        "deine",
        "changeme",
        "changeit",
        "replaceme",
        "todo",
        "fixme",
        "tbd",
        "tba",
        "placeholder",
        "platzhalter",
        "insert",
        "einfuegen",
        "einfügen",
        "eintragen",
        "ausfuellen",
        "ausfüllen",
        "ersetzen",
        "aendern",
        "ändern",
        "anpassen",
        "fillin",
        "fillme",
        "hier",
        "here",
        "dummy",
    ];
    const PAIRS: &[[&str; 2]] = &[
        ["change", "me"],
        ["change", "it"],
        ["change", "this"],
        ["replace", "me"],
        ["replace", "with"],
        ["replace", "this"],
        ["fill", "in"],
        ["fill", "me"],
        ["to", "do"],
        ["enter", "the"],
        ["goes", "here"],
        ["n", "a"],
    ];
    let words = words(value);
    if words.is_empty() {
        return false;
    }
    let address = matches!(setting, Setting::SmtpUsername | Setting::SmtpServer | Setting::OAuthTenantId);
    // In names of mailboxes and hosts such a word may be a person's or a place's.
    let harmless = |word: &str| address && matches!(word, "hier" | "here" | "ihr" | "insert" | "dummy" | "tba");
    let speaking = words.iter().any(|word| {
        SPEAKING.contains(&word.as_str()) && !harmless(word)
            || ["your", "ihre", "meine", "deine"].iter().any(|owner| word.strip_prefix(owner).is_some_and(is_ownable))
    });
    let paired = words.windows(2).any(|pair| PAIRS.iter().any(|known| known[0] == pair[0] && known[1] == pair[1]));
    let joined: String = words.concat();
    speaking
        || (paired && (!address || words.len() > 2))
        || is_own_name(setting, &joined)
        || is_example(setting, value, &joined)
}

/// What follows `your` in one word: `yourdomain`, `yourcompany`.
fn is_ownable(word: &str) -> bool {
    const OWNABLE: &[&str] = &[
        "app",
        "client",
        "company",
        "domain",
        "email",
        "firm",
        "firma",
        "host",
        "id",
        "mail",
        "name",
        "org",
        "organization",
        "organisation",
        "password",
        "secret",
        "server",
        "smtp",
        "tenant",
        "user",
        "username",
    ];
    OWNABLE.iter().any(|ownable| word.starts_with(ownable))
}

/// The value's name in the value's place: `client-id`, `my-secret`.
fn is_own_name(setting: Setting, joined: &str) -> bool {
    let bare = ["my", "the", "mein", "meine"].iter().find_map(|owner| joined.strip_prefix(owner)).unwrap_or(joined);
    let key = setting.key().to_ascii_lowercase();
    let names: &[&str] = match setting.kind() {
        Kind::Host => &["hostname", "serverhost"],
        Kind::Port => &["port", "portnumber"],
        Kind::Word(..) => &[key.trim_start_matches("smtp")],
        Kind::Address => &["username", "benutzername", "emailaddress", "mailaddress"],
        Kind::Guid => {
            &["clientid", "applicationid", "applicationclientid", "appid", "oauthclientid", "client", "guid", "uuid"]
        }
        Kind::Secret => &[
            "secret",
            "clientsecret",
            "oauthclientsecret",
            "clientsecretvalue",
            "secretvalue",
            "value",
            "geheim",
            "geheimnis",
            "password",
            "passwort",
            "secretkey",
            "supersecret",
            "example",
            "sample",
            "beispiel",
        ],
        Kind::Tenant => &[
            "tenantid",
            "tenant",
            "directoryid",
            "directorytenantid",
            "oauthtenantid",
            "tenantname",
            "mandant",
            "guid",
            "uuid",
        ],
    };
    bare == key || names.contains(&bare)
}

/// Addresses that documentation is written with. Domains such as contoso.com are not taken for one: they stand in too many tests.
fn is_example(setting: Setting, value: &str, joined: &str) -> bool {
    let lower = value.to_lowercase();
    match setting.kind() {
        Kind::Address => {
            let domain = lower.rsplit('@').next().unwrap_or_default();
            lower.contains('@')
                && (matches!(domain, "domain.com" | "domain.tld" | "domain.de" | "mydomain.com" | "domain")
                    || matches!(lower.as_str(), "user@example.com" | "email@example.com" | "name@example.com"))
        }
        Kind::Tenant => {
            matches!(lower.as_str(), "domain.com" | "tenant.onmicrosoft.com" | "domain.onmicrosoft.com")
        }
        Kind::Host => matches!(lower.as_str(), "smtp.domain.com" | "mail.domain.com"),
        Kind::Port | Kind::Word(..) | Kind::Guid | Kind::Secret => joined == "example" || joined == "beispiel",
    }
}

/// Words in lower case: at everything that is no letter or digit, and where a capital follows a small letter.
fn words(value: &str) -> Vec<String> {
    let mut words = vec![];
    let mut word = String::new();
    let mut small = false;
    for char in value.chars() {
        if !char.is_alphanumeric() || (char.is_uppercase() && small) {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        if char.is_alphanumeric() {
            word.extend(char.to_lowercase());
        }
        small = char.is_lowercase();
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_templates_write_is_known() {
        use Setting::{
            OAuthClientId as Id, OAuthClientSecret as Secret, OAuthTenantId as Tenant, SmtpServer as Server,
            SmtpUsername as User,
        };
        for (setting, value) in [
            (Id, "<CLIENT_ID>"),
            (Id, "<Application (client) ID>"),
            (Id, "your-client-id"),
            (Id, "YOUR_CLIENT_ID"),
            (Id, "yourClientId"),
            (Id, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
            (Id, "00000000-0000-0000-0000-000000000000"),
            (Id, "TODO"),
            (Id, "client-id"),
            (Id, "{client-id}"),
            (Id, "{{ client_id }}"),
            (Id, "[client id]"),
            (Id, "CLIENT_ID_HERE"),
            (Id, "..."),
            (Secret, "changeme"),
            (Secret, "CHANGE_ME"),
            (Secret, "change-me"),
            (Secret, "%CLIENT_SECRET%"),
            (Secret, "$CLIENT_SECRET"),
            (Secret, "${CLIENT_SECRET"),
            (Secret, "$(ClientSecret)"),
            (Secret, "#{ClientSecret}"),
            (Secret, "__SECRET__"),
            (Secret, "@client.secret@"),
            (Secret, "client-secret"),
            (Secret, "my-secret"),
            (Secret, "geheim"),
            (Secret, "<value>"),
            (Secret, "insert secret here"),
            (Secret, "Bitte ändern"),
            (Secret, "xxxxx"),
            (Secret, "???"),
            (Secret, "IHR_SECRET"),
            (Tenant, "#TenantID#"),
            (Tenant, "<Directory (tenant) ID>"),
            (Tenant, "tenant-id"),
            (Tenant, "yourtenant.onmicrosoft.com"),
            (Tenant, "your-tenant.onmicrosoft.com"),
            (Tenant, "<tenant>.onmicrosoft.com"),
            (Tenant, "ihre-firma.de"),
            (User, "name@domain.com"),
            (User, "Name@Domain.com"),
            (User, "USER@example.com"),
            (User, "<USER@example.com>"),
            (User, "Email@example.com"),
            (User, "%MAIL_USER%@contoso.com"),
            (User, "$MAIL_USER@contoso.com"),
            (Server, "smtp.$(MailDomain)"),
            (Server, "mail.{{ domain }}"),
            (User, "<USER@example.com>"),
            (User, "your.name@contoso.com"),
            (User, "user@yourdomain.com"),
            (User, "username"),
            (Server, "<smtp server>"),
            (Server, "your-server"),
            (Server, "smtp.yourcompany.com"),
        ] {
            assert!(is_left(setting, value), "{value}");
        }
    }

    #[test]
    fn what_people_write_is_no_template() {
        use Setting::{
            OAuthClientId as Id, OAuthClientSecret as Secret, OAuthTenantId as Tenant, SmtpServer as Server,
            SmtpUsername as User,
        };
        for (setting, value) in [
            (Id, "7a4be21f-93d8-4c06-b5f2-6d81e09c35aa"),
            (Id, "{7a4be21f-93d8-4c06-b5f2-6d81e09c35aa}"),
            (Id, "7a4be21f"),
            (Id, "11111111-2222-3333-4444-555555555555"),
            (Secret, "abc123"),
            (Secret, "p@ss,w%rd%"),
            (Tenant, "contoso.onmicrosoft.com"),
            (Tenant, "common"),
            (Tenant, "example.com"),
            (User, "info@contoso.com"),
            (User, "webclient@example.com"),
            (User, "osweb"),
            (User, "CONTOSO\\osweb"),
            (User, "Max <max@contoso.com>"),
            (User, "yourcenar@contoso.com"),
            (User, "max.ihr@contoso.com"),
            (User, "todorov@contoso.com"),
            (Server, "smtp.office365.com"),
            (Server, "[2001:db8::1]"),
            (Server, "mailhost"),
            (Server, "10.0.0.5"),
            (Server, "x.de"),
        ] {
            assert!(!is_left(setting, value), "{value}");
        }
    }
}
