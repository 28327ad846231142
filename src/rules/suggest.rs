//! Did you mean …?

use crate::property::name;
use crate::settings::Setting;

/// Keys that people take from elsewhere: other programs' names, and those of enaio server's own mail settings.
const OTHER_NAMES: &[(&str, Setting)] = &[
    ("host", Setting::SmtpServer),
    ("hostname", Setting::SmtpServer),
    ("server", Setting::SmtpServer),
    ("smtphost", Setting::SmtpServer),
    ("smtphostname", Setting::SmtpServer),
    ("mailserver", Setting::SmtpServer),
    ("mailhost", Setting::SmtpServer),
    ("port", Setting::SmtpPort),
    ("serverport", Setting::SmtpPort),
    ("smtpserverport", Setting::SmtpPort),
    ("mailport", Setting::SmtpPort),
    ("encryption", Setting::SmtpEncryption),
    ("security", Setting::SmtpEncryption),
    ("smtpsecurity", Setting::SmtpEncryption),
    ("smtptls", Setting::SmtpEncryption),
    ("smtpssl", Setting::SmtpEncryption),
    ("tls", Setting::SmtpEncryption),
    ("starttls", Setting::SmtpEncryption),
    ("auth", Setting::SmtpAuthentication),
    ("authentication", Setting::SmtpAuthentication),
    ("authmethod", Setting::SmtpAuthentication),
    ("smtpauth", Setting::SmtpAuthentication),
    ("smtpauthmethod", Setting::SmtpAuthentication),
    ("smtpauthenticating", Setting::SmtpAuthentication),
    ("user", Setting::SmtpUsername),
    ("username", Setting::SmtpUsername),
    ("smtpuser", Setting::SmtpUsername),
    ("smtplogin", Setting::SmtpUsername),
    ("mailuser", Setting::SmtpUsername),
    ("mailusername", Setting::SmtpUsername),
    ("clientid", Setting::OAuthClientId),
    ("appid", Setting::OAuthClientId),
    ("applicationid", Setting::OAuthClientId),
    ("oauthappid", Setting::OAuthClientId),
    ("oauthapplicationid", Setting::OAuthClientId),
    ("officeclientid", Setting::OAuthClientId),
    ("verschluesselung", Setting::SmtpEncryption),
    ("smtpverschluesselung", Setting::SmtpEncryption),
    ("authentifizierung", Setting::SmtpAuthentication),
    ("smtpauthentifizierung", Setting::SmtpAuthentication),
    ("benutzer", Setting::SmtpUsername),
    ("benutzername", Setting::SmtpUsername),
    ("smtpbenutzer", Setting::SmtpUsername),
    ("smtpbenutzername", Setting::SmtpUsername),
    ("postausgangsserver", Setting::SmtpServer),
    ("anwendungsid", Setting::OAuthClientId),
    ("geheimnis", Setting::OAuthClientSecret),
    ("clientgeheimnis", Setting::OAuthClientSecret),
    ("oauthclientgeheimnis", Setting::OAuthClientSecret),
    ("mandant", Setting::OAuthTenantId),
    ("mandantenid", Setting::OAuthTenantId),
    ("oauthmandantenid", Setting::OAuthTenantId),
    ("secret", Setting::OAuthClientSecret),
    ("clientsecret", Setting::OAuthClientSecret),
    ("oauthsecret", Setting::OAuthClientSecret),
    ("officeclientsecret", Setting::OAuthClientSecret),
    ("tenant", Setting::OAuthTenantId),
    ("tenantid", Setting::OAuthTenantId),
    ("directoryid", Setting::OAuthTenantId),
    ("oauthtenant", Setting::OAuthTenantId),
    ("oauthdirectoryid", Setting::OAuthTenantId),
    ("officetenantid", Setting::OAuthTenantId),
];

/// The setting that an undocumented key of the section is probably meant for.
pub(crate) fn setting(key: &str) -> Option<Setting> {
    let key = name::canonical(key);
    let listed = OTHER_NAMES.iter().find(|(other, _)| *other == key).map(|(_, setting)| *setting);
    listed.or_else(|| {
        let documented = Setting::ALL.into_iter().map(|setting| (name::canonical(setting.key()), setting));
        documented
            .map(|(documented, setting)| (strsim::osa_distance(&key, &documented), documented.len(), setting))
            .filter(|(distance, length, _)| *distance <= length / 4)
            .min_by_key(|(distance, ..)| *distance)
            .map(|(.., setting)| setting)
    })
}

/// Whether a name is probably meant to be `documented` (canonical forms).
pub(super) fn is_near(name: &str, documented: &str) -> bool {
    strsim::osa_distance(name, documented) <= documented.len() / 4
}

/// The name of a rule that is probably meant.
pub(super) fn rule(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    super::RULES
        .iter()
        .map(|rule| (strsim::osa_distance(&name, rule.name), rule.name))
        .filter(|(distance, rule)| *distance <= rule.len() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, rule)| rule)
}

/// Whether other products call a setting by exactly this name (in the form of comparison).
pub(super) fn is_other_name(canonical: &str, setting: Setting) -> bool {
    OTHER_NAMES.iter().any(|(name, named)| *name == canonical && *named == setting)
}
