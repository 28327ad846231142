//! Looking a reply up without a live check: a code, a whole reply, a line of a log.

use super::facts::Facts;
use super::finding::Finding;
use super::phase::Phase;
use super::reply::{Enhanced, Reply};
use super::{TokenError, best, finding, is_known, named, smtp, token};

/// What a text that a server sent means: an AADSTS code or the whole answer of a token endpoint, an SMTP reply (`535 5.7.3 …`), an
/// enhanced code alone (`5.7.139`), an OAuth error, a sentence that only Microsoft Entra says, or the name of an observation (`certificate-expired`). The text may be part of a
/// longer one, such as a line of a log. The likeliest meaning first; empty: nothing in it looks like any of these.
///
/// With a `phase` only what applies there is returned, and an unknown reply is explained by it.
pub fn lookup(text: &str, phase: Option<Phase>) -> Vec<Finding> {
    lookup_with(text, phase, &Facts::unknown())
}

/// The same, with what is known of the file that the reply is about.
pub fn lookup_with(text: &str, phase: Option<Phase>, facts: &Facts) -> Vec<Finding> {
    let codes = aadsts(text);
    let object =
        object_in(text).filter(|object| object.len() == text.trim().len() || !codes.is_empty() || is_oauth(object));
    if !codes.is_empty() || object.is_some() {
        let mut error = token_error(object.unwrap_or(text));
        error.codes = codes;
        if !error.codes.is_empty() || error.error.is_some() {
            return vec![token(&error, facts)];
        }
    }
    let word = text.trim();
    if let Some(entry) = named(word) {
        let phase = phase.or_else(|| entry.phases.first().copied());
        return vec![finding(entry, entry.name.to_owned(), &Facts { phase, ..facts.clone() })];
    }
    if let Some((entry, status)) = http_in(text) {
        let phase = phase.or_else(|| entry.phases.first().copied());
        return vec![finding(entry, format!("HTTP {status}"), &Facts { phase, ..facts.clone() })];
    }
    if let Some(reply) = reply_in(text) {
        return smtp_in(&reply, phase, facts);
    }
    if is_oauth_error(word) {
        return vec![token(&TokenError { error: Some(word.to_owned()), ..TokenError::default() }, facts)];
    }
    if is_sentence(text) {
        return vec![token(&TokenError { description: text.to_owned(), ..TokenError::default() }, facts)];
    }
    vec![]
}

/// The entry whose HTTP status a line tells, with the word that goes with it.
fn http_in(text: &str) -> Option<(&'static super::Entry, u16)> {
    let text = text.to_lowercase();
    let words = text.split(|char: char| !char.is_ascii_alphanumeric());
    let tells = |pattern: &super::Pattern| match pattern {
        super::Pattern::Http(status, word) if text.contains(word) => {
            let code = status.to_string();
            words.clone().any(|word| word == code).then_some(*status)
        }
        _ => None,
    };
    super::all().find_map(|entry| Some((entry, entry.when.iter().find_map(tells)?)))
}

/// The JSON object in a text.
fn object_in(text: &str) -> Option<&str> {
    let (from, to) = (text.find('{')?, text.rfind('}')?);
    text.get(from..=to)
}

/// Whether an object is an error as OAuth has them.
fn is_oauth(object: &str) -> bool {
    token_error(object).error.is_some_and(|error| is_oauth_error(&error))
}

/// Whether a text says, without any code, what only Microsoft Entra says. Words that others use too, such as `security defaults`, do not count.
fn is_sentence(text: &str) -> bool {
    const LONG: usize = 20;
    let text = text.to_lowercase();
    let says = |piece: &&str| piece.len() >= LONG && text.contains(*piece);
    let known = |pattern: &super::Pattern| matches!(pattern, super::Pattern::Says(pieces) if pieces.iter().any(says));
    super::all().any(|entry| entry.when.iter().any(known))
}

/// The meanings of a reply, in the phase or in all.
fn smtp_in(reply: &Reply, phase: Option<Phase>, facts: &Facts) -> Vec<Finding> {
    if let Some(phase) = phase {
        return vec![smtp(reply, phase, facts)];
    }
    let mut found: Vec<_> = Phase::SMTP
        .iter()
        .filter_map(|phase| best(reply, *phase).map(|(entry, score)| (score, entry.name, *phase)))
        .collect();
    found.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    let known = found.iter().any(|(score, ..)| is_known(*score));
    let mut names = vec![];
    found.retain(|(score, name, _)| {
        let keep = (is_known(*score) || !known) && !names.contains(name);
        names.push(*name);
        keep
    });
    found.into_iter().map(|(_, _, phase)| smtp(reply, phase, facts)).collect()
}

/// The codes of Microsoft Entra that a text names: `AADSTS7000215: …`.
pub fn aadsts(text: &str) -> Vec<u32> {
    let mut codes = vec![];
    for (at, _) in text.to_ascii_uppercase().match_indices("AADSTS") {
        let digits: String = text[at + 6..].chars().take_while(char::is_ascii_digit).collect();
        if let Ok(code) = digits.parse()
            && !codes.contains(&code)
        {
            codes.push(code);
        }
    }
    codes
}

/// Takes the answer of a token endpoint apart: JSON as RFC 6749 has it, an error as an object, or just words.
pub fn token_error(body: &str) -> TokenError {
    use serde_json::Value;
    let json: Value = serde_json::from_str(body.trim()).unwrap_or(Value::Null);
    let text = |value: &Value, names: &[&str]| {
        names.iter().find_map(|name| value.get(name).and_then(Value::as_str).map(str::to_owned))
    };
    let error = json.get("error").unwrap_or(&Value::Null);
    let inner = if error.is_object() { error } else { &json };
    let name = error
        .as_str()
        .map(str::to_owned)
        .or_else(|| error.is_object().then(|| text(error, &["code", "error", "name"])).flatten())
        .or_else(|| text(&json, &["code"]))
        // An empty one names nothing.
        .filter(|name| !name.trim().is_empty());
    let said = ["error_description", "message", "description", "detail", "Message"];
    let description = text(inner, &said).or_else(|| text(&json, &said)).unwrap_or_default();
    let listed = [inner, &json].into_iter().filter_map(|value| value.get("error_codes").and_then(Value::as_array));
    let number =
        |code: &Value| code.as_u64().or_else(|| code.as_str()?.parse().ok()).and_then(|code| u32::try_from(code).ok());
    let mut codes: Vec<u32> = listed.flatten().filter_map(number).collect();
    let named = aadsts(if json.is_null() { body } else { &description });
    codes.extend(named.into_iter().filter(|code| !codes.contains(code)).collect::<Vec<_>>());
    TokenError { codes, error: name, description }
}

fn is_oauth_error(word: &str) -> bool {
    super::all().any(|entry| {
        entry.when.iter().any(|pattern| matches!(pattern, super::Pattern::OAuth(known) if known.contains(&word)))
    })
}

fn has_known_words(reply: &Reply) -> bool {
    Phase::SMTP.iter().any(|phase| best(reply, *phase).is_some_and(|(_, (_, words))| words > 0))
}

/// The reply in a text: whole, or from the first place that looks like the beginning of one.
fn reply_in(text: &str) -> Option<Reply> {
    if let Some(reply) = Reply::read(text.trim()) {
        return Some(reply);
    }
    let text = text.lines().next()?;
    let starts = text.char_indices().filter(|(at, char)| {
        char.is_ascii_digit()
            && !text[..*at].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '.' || before == ':')
    });
    /// So many numbers are looked at for known words: a line may consist of them.
    const LOOKED_AT: usize = 16;
    let mut looked_at = 0;
    let mut enhanced_only = None;
    for (at, _) in starts {
        let rest = &text[at..];
        let reply = Reply::read(rest).filter(|reply| matches!(reply.code, 400..=599));
        // A number alone is no code of a reply: an enhanced one follows, or words that are known.
        looked_at += usize::from(reply.is_some());
        let says = |reply: &Reply| looked_at <= LOOKED_AT && has_known_words(reply);
        if let Some(reply) = reply.filter(|reply| reply.enhanced().is_some() || says(reply)) {
            return Some(reply);
        }
        if enhanced_only.is_none()
            && let Some(Enhanced(class @ (4 | 5), _, _)) =
                Reply::read(&format!("550 {rest}")).and_then(|reply| reply.enhanced())
        {
            // The class gives the first digit; the rest of the code tells nothing that the enhanced one does not.
            enhanced_only = Reply::read(&format!("{} {rest}", if class == 4 { 450 } else { 550 }));
        }
    }
    enhanced_only
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_found_in_what_people_paste() {
        let names = |text: &str| lookup(text, None).iter().map(|found| found.entry).collect::<Vec<_>>();
        assert_eq!(names("AADSTS7000215"), ["secret-wrong"]);
        assert_eq!(
            names("Add-MgApplicationPassword : Credential type not allowed as per assigned policy."),
            ["secrets-forbidden"]
        );
        assert_eq!(names("CredentialInvalidLifetimeAsPerAppPolicy"), ["secret-lifetime-forbidden"]);
        assert_eq!(names("loaded the security defaults"), [""; 0]);
        assert_eq!(names("aadsts7000222: The provided client secret keys are expired."), ["secret-expired"]);
        assert_eq!(
            names(r#"{"error":{"code":"unauthorized_client","message":"AADSTS700016: no"}}"#),
            ["application-not-found"]
        );
        assert_eq!(names(r#"{"error":"invalid_scope"}"#), ["oauth-invalid-scope"]);
        assert_eq!(names("invalid_client"), ["oauth-invalid-client"]);
        assert_eq!(names("certificate-expired"), ["certificate-expired"]);
        assert_eq!(
            names("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."),
            ["smtp-auth-off-for-tenant"]
        );
        let log = "2026-11-23 10:00:00.123 ERROR osweb - javax.mail.AuthenticationFailedException: 535 5.7.3 Authentication unsuccessful [FR0P281CA0123]";
        assert_eq!(names(log), ["login-refused"]);
        assert_eq!(names("Proxy returns \"HTTP/1.1 407 Proxy Authentication Required\""), ["proxy-login"]);
        assert!(names("the proxy took 4071 ms").is_empty());
        assert_eq!(names("5.7.57"), ["not-logged-in"]);
        let log = r#"10:00:00 WARN token: 401 {"error":"invalid_client","error_description":"client authentication failed"} (attempt 1)"#;
        assert_eq!(names(log), ["oauth-invalid-client"]);
        assert_eq!(names(r#"10:00:00 WARN {"error":"disk is full"}"#), [""; 0]);
        for empty in [r#"{"error": "", "error_description": "no"}"#, r#"{"error": {"code": " "}}"#, r#"{"code": ""}"#] {
            assert_eq!(token_error(empty).error, None, "{empty}");
            assert!(lookup(empty, None).iter().all(|finding| !finding.code.is_empty()), "{empty}");
        }
        assert!(names("nothing here at 10:00").is_empty());
        let finding = &lookup("550 5.9.9 odd", Some(Phase::Greeting))[0];
        assert_eq!(finding.entry, "greeting-refused");
    }
}
