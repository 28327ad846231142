//! Whether a property's name speaks of a secret: by the whole words of its segments, the last ones deciding.

use std::borrow::Cow;

use super::vocabulary as words;

/// What a name says about its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaks {
    /// Nothing of a secret.
    Nothing,
    /// A secret where the value has the characters of a credential: `key`, `auth`.
    Weakly,
    /// A secret unless the value is plainly something else: `token`.
    Likely,
    /// A key, which is a secret unless the value is the path or address of one: `private-key`.
    OfKey,
    /// A secret, whatever the value is: `password`.
    Certainly,
}

/// What a single segment says, apart from those above it.
enum Says {
    Secret(Speaks),
    /// It is about a secret, or about something else that is known.
    Harmless,
    Unknown,
}

/// What a property's name says about its value.
pub fn speaks(name: &str) -> Speaks {
    let name = &*repaired(name);
    let mut above = Speaks::Nothing;
    let mut before = "";
    for segment in name.split(['.', '[', ']', '/', '\\']) {
        if segment.bytes().all(|byte| byte.is_ascii_digit()) {
            // An item of a list.
            continue;
        }
        above = match says(segment) {
            // The one identifier that is a secret by its documentation (Vault's AppRole).
            Says::Harmless if is_secret_id(segment) && words_of(before).join("").ends_with("approle") => Speaks::OfKey,
            Says::Harmless => Speaks::Nothing,
            Says::Secret(own) => own.max(below(above)),
            Says::Unknown => below(above),
        };
        before = segment;
    }
    above
}

/// A name that was written in UTF-8 into a `.properties` file, which Java reads as ISO 8859-1.
fn repaired(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let bytes: Option<Vec<u8>> = name.chars().map(|char| u8::try_from(char).ok()).collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(Cow::Borrowed(name), Cow::Owned)
}

/// Whether a name speaks of a secret more or less.
pub fn names_secret(name: &str) -> bool {
    speaks(name) != Speaks::Nothing
}

/// What the name of a mapping says about the values in it.
fn below(above: Speaks) -> Speaks {
    match above {
        Speaks::Certainly | Speaks::OfKey => Speaks::OfKey,
        // `token.issuer`, `auth.realm`: what the mapping is about.
        _ => Speaks::Nothing,
    }
}

fn is_secret_id(segment: &str) -> bool {
    words_of(segment) == ["secret", "id"]
}

fn says(segment: &str) -> Says {
    // Most names hold no word of secrets at all.
    let words = words_of(segment);
    if let [.., one, other] = words.as_slice()
        && words::WEAK_PAIRS.contains(&(one.as_ref(), other.as_ref()))
    {
        return Says::Secret(Speaks::Weakly);
    }
    let mut rest = words.as_slice();
    while let [head @ .., last] = rest
        && !head.is_empty()
        && words::NEUTRAL_LAST.contains(&last.as_ref())
    {
        rest = head;
    }
    let Some(last) = rest.last() else { return Says::Unknown };
    if is_harmless(last) {
        return Says::Harmless;
    }
    if rest.len() > 1 && rest.iter().any(|word| words::MEASURES.contains(&word.as_ref())) {
        return Says::Harmless;
    }
    if is_key(last) && rest.len() > 1 && words::HARMLESS_BEFORE_KEY.contains(&rest[rest.len() - 2].as_ref()) {
        return Says::Harmless;
    }
    let strongest = (0..rest.len()).map(|at| strength(rest, at)).chain(oddly_cased(segment, rest)).max();
    strongest.filter(|says| *says != Speaks::Nothing).map_or(Says::Unknown, Says::Secret)
}

/// `smtpPAssword`: Spring compares names without case, so what looks like a border of words may be none.
fn oddly_cased(segment: &str, words: &[Cow<str>]) -> Option<Speaks> {
    const SHORTEST: usize = 6;
    let has_acronym = || segment.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase));
    // Few words are that short, and most of them are at such a border.
    if words.len() < 2 || !words.iter().any(|word| word.len() < 3) && !has_acronym() {
        return None;
    }
    let strong = || words::STRONG_ENDS.iter().chain(words::STRONG_STEMS).filter(|end| end.len() >= SHORTEST);
    segment.split(|char: char| !char.is_alphabetic()).find_map(|word| {
        let kind = before(word, "key");
        if kind.is_some_and(|kind| words::STRONG_BEFORE_KEY.iter().any(|strong| before(kind, strong).is_some())) {
            return Some(Speaks::OfKey);
        }
        strong().any(|end| before(word, end).is_some()).then_some(Speaks::Certainly)
    })
}

/// What is before the end of a word, whatever the case of that is.
fn before<'w>(word: &'w str, end: &str) -> Option<&'w str> {
    let (before, tail) = word.split_at_checked(word.len().checked_sub(end.len())?)?;
    tail.eq_ignore_ascii_case(end).then_some(before)
}

/// What the word at a place says; weak ones only as the last.
fn strength(words: &[Cow<str>], at: usize) -> Speaks {
    let word = words[at].as_ref();
    if is_strong(word) {
        return if is_strong_key(word) { Speaks::OfKey } else { Speaks::Certainly };
    }
    if at > 0 && is_divided(&words[at - 1], word) {
        return Speaks::Certainly;
    }
    if at > 0 && is_key(word) && words::STRONG_BEFORE_KEY.contains(&words[at - 1].as_ref()) {
        return Speaks::OfKey;
    }
    let key = key_of(word);
    if key.is_some_and(|kind| words::STRONG_BEFORE_KEY.iter().any(|strong| kind.ends_with(strong))) {
        return Speaks::OfKey;
    }
    let ends_weakly = || {
        words::WEAK_ENDS.iter().any(|end| word.ends_with(end))
            || is_inflected(word, words::WEAK_STEMS)
            || key.is_some_and(|kind| !words::HARMLESS_BEFORE_KEY.iter().any(|known| kind.ends_with(known)))
    };
    if at + 1 < words.len() {
        Speaks::Nothing
    } else if words::WEAK_ANY.contains(&word) {
        Speaks::Likely
    } else if words::WEAK.contains(&word) || ends_weakly() {
        Speaks::Weakly
    } else {
        Speaks::Nothing
    }
}

/// `kenn-wort`, `mot-de-passe`: two words that are a strong one together.
fn is_divided(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 3;
    let divided = |strong: &str| strong.strip_prefix(one) == Some(other);
    one.len() >= SHORTEST
        && other.len() >= SHORTEST
        && words::STRONG.iter().chain(words::STRONG_STEMS).any(|strong| divided(strong))
}

/// What kind of key a word without gaps names: `session` of `sessionkey`.
fn key_of(word: &str) -> Option<&str> {
    let single = word.strip_suffix('s').unwrap_or(word);
    single.strip_suffix("key").filter(|kind| !kind.is_empty() && !words::HARMLESS_KEYS.contains(&single))
}

/// Whether a German word ends in one of the stems, whatever its case and number.
fn is_inflected(word: &str, stems: &[&str]) -> bool {
    let ends = |word: &str| stems.iter().any(|stem| word.ends_with(stem));
    ends(word) || words::ENDINGS.iter().any(|ending| word.strip_suffix(ending).is_some_and(ends))
}

/// Whether what a word names is about a secret, and is none.
fn is_harmless(word: &str) -> bool {
    words::HARMLESS_LAST.binary_search(&word).is_ok() || words::HARMLESS_ENDS.iter().any(|end| word.ends_with(end))
}

fn is_strong(word: &str) -> bool {
    let single = word.strip_suffix('s').unwrap_or(word);
    let glued = |end: &&str| word.ends_with(*end) || single.ends_with(*end);
    let begins = |start: &&str| {
        word.strip_prefix(*start).is_some_and(|rest| {
            let other = ["less", "free", "los", "haltung"].iter().any(|other| rest.starts_with(other));
            !rest.is_empty() && !is_harmless(rest) && !other
        })
    };
    words::STRONG.contains(&word)
        || is_inflected(word, words::STRONG_STEMS)
        || words::STRONG_ENDS.iter().any(glued)
        || words::STRONG_STARTS.iter().any(begins)
        || (word.ends_with("pass") && !words::HARMLESS_PASSES.contains(&word))
}

fn is_strong_key(word: &str) -> bool {
    word.ends_with("key") || word.ends_with("keys")
}

fn is_key(word: &str) -> bool {
    matches!(word, "key" | "keys" | "schluessel" | "schluessels")
}

/// The words of a segment in lower case: split at what is no letter, and where the case changes.
pub(super) fn words_of(segment: &str) -> Vec<Cow<'_, str>> {
    let mut words = vec![];
    let mut start = None;
    let mut previous = (' ', ' ');
    for (at, char) in segment.char_indices() {
        let letter = char.is_alphabetic();
        if let Some(from) = start {
            // `smtpPassword` has a border before the capital, `SMTPPassword` before the last of several.
            let border = char.is_uppercase() && previous.1.is_lowercase();
            let acronym = char.is_lowercase() && previous.1.is_uppercase() && previous.0.is_uppercase();
            let end = if acronym { at - previous.1.len_utf8() } else { at };
            if !letter || border || acronym {
                words.push(lower(&segment[from..end]));
                start = letter.then_some(end);
            }
        } else if letter {
            start = Some(at);
        }
        previous = (previous.1, char);
    }
    if let Some(from) = start {
        words.push(lower(&segment[from..]));
    }
    words
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let mut lower = String::with_capacity(word.len());
    for char in word.chars().flat_map(char::to_lowercase) {
        match char {
            'ä' => lower.push_str("ae"),
            'ö' => lower.push_str("oe"),
            'ü' => lower.push_str("ue"),
            'ß' => lower.push_str("ss"),
            _ => lower.push(char),
        }
    }
    Cow::Owned(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(speaks_as: Speaks, names: &str) {
        for name in names.split_whitespace() {
            assert_eq!(speaks(name), speaks_as, "{name}");
        }
    }

    #[test]
    fn the_tables_that_are_searched_are_sorted() {
        assert!(words::HARMLESS_LAST.is_sorted());
    }

    #[test]
    fn passwords_and_secrets_are_named_in_both_languages_and_any_spelling() {
        check(
            Speaks::Certainly,
            "a.oAuthClientSecret smtpPassword SMTPPassword smtp_password SMTP-PASSWORD spring.mail.password \
             FEATURESWITCHES_SENDEMAIL_SMTPPASSWORD dbclientsecrets OAUTHCLIENTSECRET pwd dbPwd passwd passphrase smtpPass smtppass smtpPass2 \
             password1 passwordHash passwordProd PGPASSWORD kennwort mailKennwort datenbankpasswort Passwörter zugangsdaten geheimnis \
             parole pin passcode pepper salt sk users[0].password client-secret-old \
             passwordhash kennwortneu kenn-wort pass_phrase bindpw ldap.bindPw smtpPAssword smtpPASSword smtpPassWord pAsSwOrD clientSEcret KENNwort-neu mot-de-passe motDePasse contraseña Lösenord пароль 密码 \
             Kennworts mailKennwortes Kennwörtern Passwortes Geheimnisses geheimer geheimtext zugangswort kennwÃ¶rter pincode cred htpasswd",
        );
        check(
            Speaks::OfKey,
            "passwordkey passwordkeys api-key apikeys api-keys[0] API_KEY x-api-key accessKey access_key private-key AccountKey SharedAccessKey signing-key passwords.alice \
             apiKEy ACCESSkey-old secrets.a secrets.wrong secret.value privkey preSharedKey MYAPIKEYS spring.cloud.vault.app-role.secret-id",
        );
    }

    #[test]
    fn keys_and_tokens_are_named_weakly() {
        check(
            Speaks::Weakly,
            "key app.key keys[2] auth signature sas cookie otp pem schluessel shaKey key-value apitoken \
             sessionkey appkeys entschluesselungskey lizenzschluessels pat authcode connection-string connectionString",
        );
        check(Speaks::Likely, "token auth-token accessToken bearer jwt.token token_2");
    }

    #[test]
    fn what_is_about_a_secret_is_none() {
        check(
            Speaks::Nothing,
            "kennwort-mindestlaenge passwortablauf kennwortRichtlinie passwortlÃ¤nge geheimhaltungsstufe kompass engpass hockey hotkeys publickey pwdLastSet \
             password-length passwordLength passwordlength login-attempts token-validity-in-seconds secret-required password.enabled \
             client-id key-id access-key-id key-alias secret-name token-uri key-set-uri token-url keystore.path key-store token-header \
             key-serializer routing-key public-key monkey turkey keycloak.realm keystone keyspace keymanager keyword skip risk peppermint \
             secretary passwordless bypass token-prefix password-encoder.strength OfficeTokenEndpoint OfficeTokenGraceTimeInSeconds \
             azure.secret-id vault.app-role.role-id key-color token-bucket kennwort-länge \
             keyboard.layout max-wrong-credentials-per-ip pa-role gehei-m featureSwitches.sendEmail.smtpServer proxy.bypass token.issuer",
        );
    }

    #[test]
    fn words_are_told_apart() {
        assert!(names_secret("a.password") && !names_secret("a.port"));
        assert_eq!(words_of("smtpPass2"), ["smtp", "pass"]);
        assert_eq!(words_of("SMTPPassword"), ["smtp", "password"]);
        assert_eq!(words_of("X-Api_Key.1"), ["x", "api", "key"]);
        assert_eq!(words_of("Schlüssel"), ["schluessel"]);
        assert_eq!(words_of("Größe"), ["groesse"]);
    }
}
