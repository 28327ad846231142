//! The client secret expires soon, or has expired.
//!
//! # What
//!
//! A comment `# osweb-config: secret-expires 2027-05-31` on the line of `oAuthClientSecret`, or above it, says on which day the secret
//! expires. Once that day has passed this is an error, within 30 days before it a warning, within 60 days advice
//! (`--expiry-warning DAYS`, `--expiry-info DAYS`). Days are whole days in UTC. It counts beside a placeholder too, since that leads to a
//! secret all the same. A file that has no comments, such as an export in JSON, is told with `--secret-expires DATE`. A comment that names no
//! day, or is not at the client secret, is a warning.
//!
//! # Why
//!
//! A client secret lives for two years at most if it is made in the portal, and on its last day mail stops: Microsoft sends no notice, and the
//! secret itself does not tell. The day is known when the secret is made, so that is when to write it down.
//!
//! # What to do
//!
//! Make a new client secret in Microsoft Entra (App registrations, your app, Certificates & secrets), and put it in with `osweb-config rotate`,
//! which writes the comment as well. If the secret was changed already, update the day: the comment is a claim, and nothing checks it.
//!
//! Which secret of the app is in the file, and until when it is valid, is told by the script that `osweb-config setup --format powershell
//! --part secret` writes. If the organization blocks new secrets (`Credential type not allowed as per assigned policy`), the app needs an exemption:
//! a certificate or a federated credential is no way, since enaio's documentation knows only `oAuthClientSecret`.
//!
//! # References
//!
//! - Microsoft Graph, passwordCredential: <https://learn.microsoft.com/graph/api/resources/passwordcredential>
//! - Microsoft, adding credentials: <https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials>

use super::{Context, Formats, Group, Rule, Sink};
use crate::date::Date;
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::parse::Format;
use crate::property::Property;
use crate::server::Entry;
use crate::settings::Setting;
use crate::suppression::{self, Directive};

pub(super) const RULE: Rule = Rule {
    name: "secret-expires",
    group: Group::Secrets,
    severity: Severity::Warning,
    consequence: Consequence::Send,
    formats: Formats::All,
    judges_refused: false,
    page: rule_page!("secret-expires"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    if context.reading.directives.is_empty() && context.expiry.secret.is_none() {
        return;
    }
    let mut comments = suppression::directives(context.source, context.reading);
    comments.retain(Directive::is_expiry);
    if comments.is_empty() && context.expiry.secret.is_none() {
        return;
    }
    let mut taken = vec![false; comments.len()];
    for secret in secrets(context) {
        let (first, last) = lines(context, secret);
        let of_it = |comment: &Directive| (first..=last).contains(&comment.line);
        let mut dated: Vec<(Date, Directive)> = vec![];
        for (comment, taken) in comments.iter().zip(&mut taken).filter(|(comment, _)| of_it(comment)) {
            *taken = true;
            match comment.day() {
                Ok((date, _)) => dated.push((date, *comment)),
                Err(why) => sink.push(malformed(rule, context, secret, comment, why)),
            }
        }
        let stated = dated.iter().min_by_key(|(date, _)| *date);
        let Some(date) = stated.map(|(date, _)| *date).or(context.expiry.secret) else { continue };
        let comment = stated.map(|(_, comment)| comment);
        if let Some((severity, message)) = due(context, date, comment) {
            sink.push(expiry(rule, context, secret, severity, message, comment));
        } else if let (Some(comment), Some((other, second))) = (comment, dated.iter().find(|(other, _)| *other != date))
        {
            let message = format!("two comments give the client secret two days: {date} and {other}");
            let diagnostic = rule.at(second.span, message).label("another day").related(comment.span, "one day");
            sink.push(diagnostic.help("Remove the comment that is old.").property(name(context, secret)));
        }
    }
    for (comment, _) in comments.iter().zip(taken).filter(|(_, taken)| !taken) {
        sink.extend(astray(rule, context, comment));
    }
}

/// The secrets that the service takes.
fn secrets<'a>(context: &Context<'a>) -> Vec<&'a Property> {
    let reading = context.reading;
    if reading.format == Format::Registry {
        let servers = context.servers.found.iter();
        return servers.filter_map(|server| server.get(reading, Entry::OfficeClientSecret)).collect();
    }
    let occurrences = context.settings.occurrences(Setting::OAuthClientSecret).iter();
    occurrences.filter(|one| one.active).map(|one| &reading.properties[one.property]).collect()
}

fn name(context: &Context, secret: &Property) -> String {
    match context.reading.format {
        Format::Registry => secret.name.clone(),
        Format::Yaml | Format::Properties | Format::Json | Format::Actuator => Setting::OAuthClientSecret.name(),
    }
}

/// The lines from a secret's key to the end of its value; one that a reference brings along is written elsewhere.
fn lines(context: &Context, secret: &Property) -> (usize, usize) {
    let line = |offset| context.source.line(offset);
    let (key, value) = (context.key_span(secret), secret.value.span);
    match secret.alias {
        Some(_) => (line(value.start), line(value.end)),
        None => (line(key.start), line(value.end).max(line(key.start))),
    }
}

fn malformed(rule: &Rule, context: &Context, secret: &Property, comment: &Directive, why: &str) -> Diagnostic {
    rule.at(comment.span, why)
        .label("no day on which the secret expires")
        .help("Write the day as year-month-day: `# osweb-config: secret-expires 2027-05-31`.")
        .property(name(context, secret))
}

/// How bad it is that a secret expires on a day, and how that is said; `None` while there is time.
fn due(context: &Context, date: Date, comment: Option<&Directive>) -> Option<(Severity, String)> {
    let left = date.days_since(context.expiry.today?);
    let severity = match left {
        ..0 => Severity::Error,
        _ if left <= i64::from(context.expiry.warning) => Severity::Warning,
        _ if left <= i64::from(context.expiry.info) => Severity::Info,
        _ => return None,
    };
    let days = |count: i64| format!("{count} day{}", if count == 1 { "" } else { "s" });
    let when = match left {
        ..0 => format!("expired on {date}, {} ago", days(-left)),
        0 => format!("expires today, on {date}"),
        _ => format!("expires on {date}, in {}", days(left)),
    };
    let by = match comment {
        Some(comment) => format!("by the comment of line {}", context.source.line(comment.span.start)),
        None => "by --secret-expires".to_owned(),
    };
    Some((severity, format!("the client secret {when}, {by}")))
}

fn expiry(
    rule: &Rule,
    context: &Context,
    secret: &Property,
    severity: Severity,
    message: String,
    comment: Option<&Directive>,
) -> Diagnostic {
    let span = if secret.value.span.is_empty() { context.key_span(secret) } else { secret.value.span };
    let (gone, claim) = match severity {
        Severity::Error => ("expired", "If it was rotated, update the date"),
        Severity::Warning | Severity::Info => ("expires", "If it was rotated already, update the date"),
    };
    let mut diagnostic = rule.at(span, message).label(gone).property(name(context, secret)).help(format!(
        "Make a new client secret in Microsoft Entra (App registrations > your app > Certificates & secrets > New client secret) and put its value \
         in with `osweb-config rotate --expires DATE`. {claim}."
    ));
    diagnostic.severity = severity;
    match comment {
        Some(comment) => diagnostic.related(comment.span, "the day that was written down"),
        None => diagnostic,
    }
}

/// A comment that is not at the client secret, unless it is at one that is not read from there: that is said by other rules.
fn astray(rule: &Rule, context: &Context, comment: &Directive) -> Option<Diagnostic> {
    let at_secret = |property: &Property| {
        let (first, last) = lines(context, property);
        Setting::of_name(&property.name) == Some(Setting::OAuthClientSecret) && (first..=last).contains(&comment.line)
    };
    if context.reading.properties.iter().any(at_secret) {
        return None;
    }
    let key = match context.reading.format {
        Format::Registry => "OfficeClientSecret",
        Format::Yaml | Format::Properties | Format::Json | Format::Actuator => Setting::OAuthClientSecret.key(),
    };
    let diagnostic = rule
        .at(comment.span, format!("this comment is not at `{key}`, so it says of no secret when it expires"))
        .label("not at the client secret")
        .help(format!("Move it to the line of `{key}`, or above it."));
    Some(diagnostic.property(Setting::OAuthClientSecret.name()))
}
