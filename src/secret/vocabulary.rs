//! The words of names, as data. All in lower case, umlauts written out (`ä` as `ae`).

/// A list of words, as people read it: with spaces between them.
macro_rules! words {
    ($text:literal) => {
        &split::<{ count($text) }>($text)
    };
}

const fn count(text: &str) -> usize {
    let (mut at, mut words) = (0, 1);
    while at < text.len() {
        words += (text.as_bytes()[at] == b' ') as usize;
        at += 1;
    }
    words
}

const fn split<const WORDS: usize>(text: &str) -> [&str; WORDS] {
    let mut words = [""; WORDS];
    let (mut at, mut rest) = (0, text);
    while at < WORDS {
        let mut end = 0;
        while end < rest.len() && rest.as_bytes()[end] != b' ' {
            end += 1;
        }
        let (word, tail) = rest.split_at(end);
        words[at] = word;
        rest = if tail.is_empty() { tail } else { tail.split_at(1).1 };
        at += 1;
    }
    words
}

/// Words that name a secret, whatever the value is; also where a border divides them (`kenn-wort`). English and German, and the word for
/// password in other languages.
pub(super) const STRONG: &[&str] = words!(
    "adgangskode anmeldedaten contrasena contraseña cred credential credentials creds geheimwort haslo hasło heslo htpasswd jelszo jelszó \
     loesenord loginpw losenord losung lozinka masterpw motdepasse parola parole parool pass passcode passe passord passphrase \
     passphrases passw passwd password passwords passwrd pepper pin pincode pins psk puk pw pwd pwds pword salasana salt secret secreto secrets \
     seedphrase segreto senha sifre sk slaptazodis slaptažodis tajemnica wachtwoord zugangscode zugangsdaten şifre пароль секрет パスワード 密匙 密码 密碼 密钥 \
     비밀번호"
);

/// What a word without gaps ends in that names a secret: `smtppassword`, `oauthclientsecret`, `mailkennwort`.
pub(super) const STRONG_ENDS: &[&str] =
    words!("password passwords passwd passphrase secret secrets pwd zugangsdaten pw");

/// What a word without gaps begins with that names a secret: `passwordhash`, `kennwortneu`; not when what follows is
/// harmless (`passwordlength`).
pub(super) const STRONG_STARTS: &[&str] = words!("password passwort kennwort passphrase secretkey geheim");

/// German words that name a secret, also at the end of a longer one, with the endings of [`ENDINGS`]: `mailkennwortes`, `geheimnissen`.
pub(super) const STRONG_STEMS: &[&str] = words!(
    "geheim geheimnis geheimniss kennwoert kennwort losungswort passwoert passwort codewort kodewort zugangswort"
);

/// Words before `key` (or `keys`, `schluessel`) that make it name a secret, whatever the value is.
pub(super) const STRONG_BEFORE_KEY: &[&str] = words!(
    "access account aes api auth crypto decrypt decryption encrypt encryption hmac jwt master priv privat private sas secret shared \
     sign signing storage subscription zugangs"
);

/// Words before `key` that make it name none: what is public, and what keys are called in data.
pub(super) const HARMLESS_BEFORE_KEY: &[&str] = words!(
    "cache claim foreign group lock map message partition primary public rdn redis routing row sort trusted unique"
);

/// Words that end in `key` and are none.
pub(super) const HARMLESS_KEYS: &[&str] =
    words!("donkey flunkey hockey hotkey jockey lackey latchkey malarkey mickey monkey smokey turkey whiskey");

/// Words that end in `pass` and are none, in both languages.
pub(super) const HARMLESS_PASSES: &[&str] =
    words!("bypass compass encompass engpass gebirgspass kompass overpass reisepass surpass trespass underpass");

/// Words that name a secret where the value can be a credential, told from other values by its characters.
pub(super) const WEAK: &[&str] = words!(
    "accesscode aktivierungscode assertion auth authcode authorization bestaetigungscode chiave clave clef code connectionstring connstr cookie \
     cookies dsn einmalcode freischaltcode hmac jwt key keys klucz license lizenz llave mnemonic otp pat pem recoverycode sas securitycode \
     seed session sicherheitscode sig sign signatur sleutel tan totp verificationcode webhook wiederherstellungscode zugang \
     zugriffscode ключ"
);

/// Words that name a secret unless the value is plainly something else.
pub(super) const WEAK_ANY: &[&str] = words!("bearer token tokens");

/// What a word without gaps ends in that names a secret where the value can be a credential.
pub(super) const WEAK_ENDS: &[&str] = words!("token tokens signature");

/// German words that name a secret where the value can be a credential, alone or at the end of a longer one.
pub(super) const WEAK_STEMS: &[&str] = words!("schluessel");

/// Words that add nothing: the word before them decides.
pub(super) const NEUTRAL_LAST: &[&str] = words!(
    "alt base current default dev encoded hex live neu new old plain primary prod production raw sandbox secondary staging string test \
     text value wert"
);

/// Last words that say what is kept here is about a secret, and is none.
pub(super) const HARMLESS_LAST: &[&str] = words!(
    "ablauf account address aenderung age alg algo algorithm algorithmus alias aliases allowed amount anzahl art at attempts attribute \
     audience authenticator backend bean beschreibung bezeichnung bits bytes cache callback chain change changed chars charset check \
     claim class classname column comment complexity config converter cost count curve date datei dauer days delay delimiter description \
     deserializer dir directory disabled domain dpi duration email enable enabled encoder encoding endpoint endpoints engine env \
     expiration expire expired expires expiry expression extension extractor factory field file filename files filter flow folder \
     forgotten format frequency frist function gc generator grace grant group gueltigkeit guid handler head header headers hilfe hinweis \
     history host hostname hours id identifier ids impl index info interval issuer iterations kid kind kommentar label laenge language \
     leeway length level lifespan lifetime limit link locale location locations manager mandatory mapping max message method methods \
     millis min minuten minutes mode ms name names namespace needed ns number optional owner page param parameter parameters params \
     parser path pattern period permission pfad pflicht placeholder policies policy pool port prefix present profile property protocol \
     provider providers query quota rate realm ref refresh regel regeln regex regexp region relation renewal requests required \
     requirements reset resolver resource retention retries reused richtlinie richtlinien role roles rotation rounds rule rules scheme \
     schutz scope scopes sec seconds secs sekunden selector separator serializer service set since size skew source spec store strategy \
     strength style subject suffix supplier supported table tage template through time timeout timestamp timeunit title topic ttl typ \
     type types unit until updated uri uris url urls usage usages used username users uuid validation validator validity vault verfahren \
     vergessen version versuche view warning wechsel weeks window years zeit"
);

/// What a longer German word ends in that is about a secret, and is none: `kennwort-mindestlaenge`.
pub(super) const HARMLESS_ENDS: &[&str] = words!(
    "ablauf algorithmus anzahl datei dauer datum frist gueltigkeit laenge pflicht regel regeln richtlinie richtlinien typ verfahren \
     versuche verzeichnis"
);

/// Words that make a name a switch or a measure, which counts secrets or allows them.
pub(super) const MEASURES: &[&str] = words!("max maximum min minimum num wrong");

/// What German puts after a word for its case and number.
pub(super) const ENDINGS: &[&str] = words!("e em en er ern es n s");

/// Two words that name a secret together where the value can be a credential.
pub(super) const WEAK_PAIRS: &[(&str, &str)] = &[
    ("auth", "header"),
    ("authorization", "header"),
    ("conn", "string"),
    ("connection", "string"),
    ("connection", "strings"),
];

/// Words between a secret's name and the secret in a comment: `Kennwort ist X`.
pub(super) const COPULAS: &[&str] = &[
    "is", "ist", "war", "was", "lautet", "lautete", "heisst", "equals", "to", "auf", "->", "=>", "→", "-", "–", "=",
    ":",
];

/// Prefixes that tell a credential by themselves, with the least number of characters that follow. Sources: the documentation of
/// the vendors, and the rules of public secret scanners (gitleaks, TruffleHog).
pub(super) const TOKENS: &[(&str, usize)] = &[
    ("1//0", 20),
    ("AKIA", 12),
    ("ASIA", 12),
    ("AIza", 30),
    ("AKCp", 10),
    ("AGE-SECRET-KEY-1", 10),
    ("GOCSPX-", 10),
    ("ATATT3", 20),
    ("ATCTT3", 14),
    ("EAACEdEose0cBA", 10),
    ("LTAI", 12),
    ("SG.", 20),
    ("dapi", 32),
    ("dckr_pat_", 10),
    ("dp.pt.", 20),
    ("dop_v1_", 10),
    ("ghp_", 10),
    ("gho_", 10),
    ("ghu_", 10),
    ("ghs_", 10),
    ("ghr_", 10),
    ("github_pat_", 10),
    ("glagent-", 10),
    ("glcbt-", 10),
    ("gldt-", 10),
    ("glimt-", 10),
    ("glpat-", 10),
    ("glptt-", 10),
    ("glrt-", 10),
    ("glsa_", 20),
    ("glsoat-", 10),
    ("hf_", 20),
    ("hvs.", 10),
    ("lin_api_", 20),
    ("NRAK-", 20),
    ("npm_", 20),
    ("PMAK-", 20),
    ("pypi-", 20),
    ("rk_live_", 8),
    ("rk_test_", 8),
    ("sntrys_", 20),
    ("shpat_", 10),
    ("shppa_", 10),
    ("shpss_", 10),
    ("sk-", 32),
    ("sk-ant-", 8),
    ("sk-proj-", 8),
    ("sk_live_", 8),
    ("sk_test_", 8),
    ("whsec_", 10),
    ("sq0atp-", 20),
    ("sq0csp-", 20),
    ("xkeysib-", 20),
    ("xoxa-", 8),
    ("xoxb-", 8),
    ("xoxc-", 8),
    ("xoxd-", 8),
    ("xoxe-", 8),
    ("xoxp-", 8),
    ("xoxr-", 8),
    ("xoxs-", 8),
    ("xapp-", 8),
    ("ya29.", 10),
];

/// Parts of addresses after which the address itself is the credential.
pub(super) const HOOKS: &[&str] = &[
    "hooks.slack.com/services/",
    "hooks.slack.com/triggers/",
    "hooks.slack.com/workflows/",
    "hooks.zapier.com/hooks/catch/",
    "/webhookb2/",
    "/api/webhooks/",
    "outlook.office.com/webhook/",
    "api.telegram.org/bot",
    "/incomingwebhook/",
];

/// Schemes of the header `Authorization`.
pub(super) const SCHEMES: &[&str] =
    &["basic", "bearer", "negotiate", "ntlm", "token", "apikey", "sharedaccesssignature", "sharedkey"];

/// Beginnings after which the rest of the word is the credential: hashes of passwords as crypt, LDAP and Spring Security write them, and
/// what is encrypted for this service. With the least number of characters that follow.
pub(super) const MARKS: &[(&str, usize)] = &[
    ("$1$", 20),
    ("$2a$", 8),
    ("$2b$", 8),
    ("$2y$", 8),
    ("$5$", 20),
    ("$6$", 20),
    ("$7$", 20),
    ("$y$", 20),
    ("$apr1$", 8),
    ("$argon2", 8),
    ("$pbkdf2", 8),
    ("{AES}", 4),
    ("{CRYPT}", 4),
    ("{MD5}", 4),
    ("{SHA}", 4),
    ("{SHA256}", 4),
    ("{SHA512}", 4),
    ("{SMD5}", 4),
    ("{SSHA}", 4),
    ("{SSHA256}", 4),
    ("{SSHA512}", 4),
    ("{argon2}", 4),
    ("{bcrypt}", 4),
    ("{cipher}", 4),
    ("{noop}", 1),
    ("{pbkdf2}", 4),
    ("{scrypt}", 4),
    ("{sha256}", 4),
    ("ENC(", 4),
    ("Private-Lines:", 4),
];

/// Commands, or a command and what follows it, that take a secret as a word of its own.
pub(super) const COMMANDS: &[(&str, &str)] = &[
    ("cmdkey", ""),
    ("htpasswd", ""),
    ("net", "use"),
    ("net", "user"),
    ("rabbitmqctl", "add_user"),
    ("rabbitmqctl", "change_password"),
    ("sqlplus", ""),
    ("ConvertTo-SecureString", ""),
];
