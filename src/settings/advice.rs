//! What the published schema says beyond single values: of a section that is Microsoft's, of keys in a wrong place or of another
//! spelling, of hosts that take no token.
//!
//! What `check` reports as an error is refused; what it warns of is a `deprecationMessage`, which editors show and which refuses nothing.

use serde_json::{Map, Value as Json, json};

use super::{MS_OAUTH, SECTION, Setting, pattern};
use crate::cloud::SMTP_HOSTS;

/// Keys that speak of a password, as a pattern.
pub(super) const PASSWORD: &str = "[Pp][Aa][Ss][Ss][Ww]";

const AUTHENTICATION: &str = Setting::SmtpAuthentication.definition().key;
const SERVER: &str = Setting::SmtpServer.definition().key;
const PORT: &str = Setting::SmtpPort.definition().key;
const OAUTH: [Setting; 3] = [Setting::OAuthClientId, Setting::OAuthClientSecret, Setting::OAuthTenantId];

/// Ports on which Microsoft takes no mail, and which people take for one.
const OTHER_PORTS: [u16; 12] = [465, 993, 995, 143, 110, 2525, 80, 443, 8080, 8443, 389, 636];

/// Names under which Microsoft's server is looked for in vain.
const SLIPS: [&str; 5] =
    ["office365.com", "smtp.office.com", "smtp.microsoft.com", "smtp.outlook.com", "smtp.office365"];

/// Where the schema describes a setting.
pub(super) fn place(setting: Setting) -> String {
    format!("{}/properties/{}", section_place(), setting.key())
}

fn section_place() -> String {
    SECTION.split('.').fold("#".to_owned(), |place, step| format!("{place}/properties/{step}"))
}

/// A warning: editors show it, and nothing is refused.
fn warning(message: &str) -> Json {
    json!({ "deprecationMessage": message })
}

/// Whether a section signs in with `MS_OAUTH`, its keys in the documented spelling.
pub(super) fn is_ms_oauth() -> Json {
    let spelt: Vec<String> = Setting::ALL
        .iter()
        .map(|setting| format!("(?!{}$){}$", setting.key(), pattern::relaxed(setting.key())))
        .collect();
    json!({
        "properties": { AUTHENTICATION: { "const": MS_OAUTH } },
        "required": [AUTHENTICATION],
        "propertyNames": { "pattern": format!("^(?!{})", spelt.join("|")) },
    })
}

/// A host of Microsoft's that takes mail with a sign-in.
fn microsoft_host() -> String {
    let hosts: Vec<String> = SMTP_HOSTS.iter().map(|(host, _)| pattern::any_case(host)).collect();
    format!(r"^\s*({})\.?\s*$", hosts.join("|"))
}

fn at_microsoft() -> Json {
    json!({ "properties": { SERVER: { "type": "string", "pattern": microsoft_host() } }, "required": [SERVER] })
}

/// What Microsoft 365 demands of a section that is not yet `MS_OAUTH`: with one of its hosts, or with a setting that OAuth2 alone needs.
pub(super) fn microsofts() -> Json {
    let filled = |setting: Setting| {
        let text = json!({ "type": "string", "pattern": pattern::FILLED });
        json!({ "properties": { setting.key(): text }, "required": [setting.key()] })
    };
    let any: Vec<Json> = OAUTH.map(filled).into_iter().chain([at_microsoft()]).collect();
    let word = |setting: Setting| {
        let word = setting.definition().written;
        let message = format!("Microsoft 365 needs {word}.");
        let pattern = pattern::either(&[&format!("^{word}$"), pattern::EMPTY, pattern::UNKNOWN]);
        json!({ "pattern": pattern, "patternErrorMessage": message })
    };
    json!({
        "if": { "anyOf": any },
        "then": {
            "properties": {
                AUTHENTICATION: word(Setting::SmtpAuthentication),
                Setting::SmtpEncryption.key(): word(Setting::SmtpEncryption),
            },
            "patternProperties": { PASSWORD: warning(
                "Microsoft 365 switches sign-ins with a password off: `osweb-config migrate` rewrites the section for OAuth2.",
            ) },
        },
    })
}

/// Keys beside the settings of a section with `MS_OAUTH`.
pub(super) fn beside_oauth() -> Json {
    let known: Vec<String> =
        Setting::ALL.iter().map(|setting| format!("{}$", pattern::relaxed(setting.key()))).collect();
    // What has a dot or a bracket, or is not ASCII, is something else.
    let other = format!(r"^(?!{})[!-+\--Z_-~ ]*$", known.join("|"));
    json!({
        PASSWORD: warning("MS_OAUTH needs no password: remove this line."),
        other: warning("This is none of the documented settings."),
    })
}

/// What is said of a section by its host.
pub(super) fn of_section() -> Json {
    let ports: Vec<Json> = OTHER_PORTS.into_iter().flat_map(|port| [json!(port), json!(port.to_string())]).collect();
    let wrong_port = json!({
        "if": { "enum": ports },
        "then": { "const": 587, "errorMessage": "Microsoft 365 takes mail on port 587." },
    });
    let slips: Vec<String> = SLIPS.into_iter().map(pattern::any_case).collect();
    let other_host = pattern::either(&[&microsoft_host(), pattern::EMPTY, pattern::UNKNOWN]);
    let unlike =
        |pattern: String, message: &str| json!({ "if": { "not": { "pattern": pattern } }, "then": warning(message) });
    let none = "This is none of Microsoft's mail servers: smtp.office365.com.";
    json!([
        { "if": at_microsoft(), "then": { "properties": { PORT: wrong_port } } },
        {
            "if": is_ms_oauth(),
            "then": { "properties": { SERVER: unlike(other_host, "MS_OAUTH works with Microsoft's mail servers only: smtp.office365.com.") } },
            "else": { "properties": { SERVER: unlike(format!(r"^(?!({})\s*$)", slips.join("|")), none) } },
        },
    ])
}

/// Keys directly below `featureSwitches`.
pub(super) fn below_switches() -> Json {
    let (_, section) = steps();
    let mut keys = Map::new();
    keys.insert(format!("^(?!{section}$){}$", pattern::relaxed(section)), json!({ "$ref": section_place() }));
    for setting in Setting::ALL {
        let key = pattern::relaxed(setting.key());
        keys.insert(format!(r"^{}\.{key}$", pattern::relaxed(section)), json!({ "$ref": place(setting) }));
        keys.insert(format!("^{key}$"), warning("osweb does not look here: indent it below `sendEmail:`."));
    }
    Json::Object(keys)
}

/// Keys at the top of the file: the settings as dotted keys, which is the same to Spring, and those that lost their place. They are judged
/// one by one, and not offered for completion, since eight long keys would bury the others.
pub fn root_patterns() -> Map<String, Json> {
    let (switches, section) = steps();
    let (above, below) = (pattern::relaxed(switches), pattern::relaxed(section));
    let mut keys = Map::new();
    keys.insert(format!("^(?!{switches}$){above}$"), json!({ "$ref": format!("#/properties/{switches}") }));
    keys.insert(format!(r"^{above}\.{below}$"), json!({ "$ref": section_place() }));
    for setting in Setting::ALL {
        let key = pattern::relaxed(setting.key());
        keys.insert(format!(r"^{above}\.{below}\.{key}$"), json!({ "$ref": place(setting) }));
        keys.insert(
            format!("^{key}$"),
            warning("osweb does not look here, but below `featureSwitches:` with `sendEmail:` below it."),
        );
    }
    let spring = json!({ "properties": { "profiles": {
        "if": { "type": ["string", "array"] },
        "then": warning("`spring.profiles` keeps Spring Boot 3 from starting: write `spring.config.activate.on-profile`."),
    } } });
    keys.insert("^spring$".to_owned(), spring);
    keys
}

/// What is said of a file that has no section in its place: where it is instead.
pub fn root_conditions() -> Json {
    let (switches, section) = steps();
    let (above, below) = (pattern::relaxed(switches), pattern::relaxed(section));
    let settings: Vec<String> =
        Setting::ALL.iter().map(|setting| format!("{}$", pattern::relaxed(setting.key()))).collect();
    // An object of which not every name is something else.
    let has = |name: String| json!({ "type": "object", "not": { "propertyNames": { "not": { "pattern": name } } } });
    let settings = has(format!("^({})", settings.join("|")));
    let misplaced = |message: &str| json!({ "if": settings, "then": warning(message) });
    let no_section = json!({
        "propertyNames": { "not": { "pattern": format!(r"^{above}\.") } },
        "patternProperties": { format!("^{above}$"): { "propertyNames": { "not": { "pattern": format!("^{below}") } } } },
    });
    let in_place = format!("`{section}` is not below `{switches}`, where osweb looks for it.");
    let deeper = json!({ "patternProperties": { format!("^{below}$"): misplaced(&in_place) } });
    json!([
        {
            "if": no_section,
            "then": { "patternProperties": {
                format!("^({below}|[sS][eE][nN][dD][-_]*[mM][aA][iI][lL]|[eE]?-?[mM]ail|[sS]mtp|[oO]auth)$"):
                    misplaced(&format!("osweb does not look here, but for `{section}` below `{switches}`.")),
                format!("^{above}$"): { "patternProperties": { format!("^(?!{below})"): misplaced(
                    "osweb does not find this section: it is called `sendEmail`.",
                ) } },
                format!("^(?!{above}$)"): {
                    "patternProperties": { format!("^{below}$"): misplaced(&in_place), format!("^{above}$"): deeper },
                },
            } },
        },
    ])
}

/// The names on the way to the settings.
fn steps() -> (&'static str, &'static str) {
    SECTION.split_once('.').unwrap_or((SECTION, ""))
}
