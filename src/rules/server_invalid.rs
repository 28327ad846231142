//! `smtpServer` is neither a host name nor an IP address.
//!
//! # What
//!
//! The value is more than a host: a scheme (`https://`), a port (`host:587`), a path, an address with `@`; or it breaks the rules for
//! names and numbers, such as a space, two dots in a row, or an IP address with a number above 255.
//!
//! # Why
//!
//! No such server can be found.
//!
//! # What to do
//!
//! Write the host alone, and the port as `smtpPort`.
//!
//! # References
//!
//! - enaio documentation, `smtpServer` is "host or IP": <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - RFC 1123, host names: <https://www.rfc-editor.org/rfc/rfc1123#section-2>

use super::form::bare_host;
use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::settings::{Setting, validate};

pub(super) const RULE: Rule = Rule {
    name: "server-invalid",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("server-invalid"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::SmtpServer;
    let Some(literal) = Literal::of(context, setting).filter(|_| !sink.is_reported(setting)) else { return };
    let server = literal.text;
    let Some(fault) = validate::server_fault(server) else { return };
    sink.mark_reported(setting);
    // What people copy along: brackets, quotes, the sign at the end of a line.
    let host = bare_host(server.trim_matches(['<', '>', '"', '\'', '`', '(', ')', ',', ';', ' '])).trim();
    let usable = host != server && validate::server_fault(host).is_none();
    let diagnostic = if let Some((scheme, _)) = server.split_once("://") {
        literal
            .at(
                rule,
                format!("`smtpServer` is the address of a page, {}; it must be a host name", context.quoted(server)),
            )
            .label(format!("`{scheme}://` does not belong to a host name"))
    } else if server.contains('@') {
        literal
            .at(
                rule,
                format!(
                    "`smtpServer` is {}, which has an `@` as a mail address has; it must be a host name",
                    context.quoted(server)
                ),
            )
            .label("no host name")
    } else if usable && server.contains(':') {
        literal
            .at(rule, format!("`smtpServer` is {}: host and port in one", context.quoted(server)))
            .label("the port belongs to `smtpPort`")
    } else {
        literal
            .at(rule, format!("`smtpServer` is {}, which is not a host name: {fault}", context.quoted(server)))
            .label("no host name")
    };
    let diagnostic = if usable {
        split(context, sink, &literal, diagnostic, host)
    } else {
        diagnostic.help("Write the host name alone: `smtpServer: smtp.office365.com` for Microsoft 365.")
    };
    sink.push(diagnostic);
}

/// Keeps the host, and moves the port to `smtpPort` where that is missing.
fn split(context: &Context, sink: &mut Sink, literal: &Literal, diagnostic: Diagnostic, host: &str) -> Diagnostic {
    let port = literal
        .text
        .split_once(host)
        .and_then(|(_, behind)| behind.strip_prefix(':'))
        .map(|port| port.split(['/', '?', '#']).next().unwrap_or_default())
        .filter(|port| validate::port(port).is_some());
    let given = context.setting(Setting::SmtpPort);
    let Some(port) = port else {
        return literal.fix(diagnostic.help(format!("Write `smtpServer: {host}`.")), true, host);
    };
    match given {
        Some(property) if validate::port(property.value.text.trim()) == validate::port(port) => literal.fix(
            diagnostic.help(format!("Write `smtpServer: {host}`; the port is in `smtpPort` already.")),
            true,
            host,
        ),
        Some(property) => {
            let diagnostic = diagnostic
                .help(format!("Write `smtpServer: {host}`, and decide for one of the two ports."))
                .related(property.value.span, "another port here");
            literal.fix(diagnostic, false, host)
        }
        None if context.settings.base(Setting::SmtpPort).is_some() => literal.fix(
            diagnostic.help(format!("Write `smtpServer: {host}`; the port belongs to `smtpPort`.")),
            false,
            host,
        ),
        None => {
            sink.mark_reported(Setting::SmtpPort);
            let diagnostic = diagnostic.help(format!("Write `smtpServer: {host}` and `smtpPort: {port}`."));
            let edits = literal.insert_behind(Setting::SmtpPort, port).map(|insert| vec![literal.write(host), insert]);
            match edits {
                Some(edits) => diagnostic.fix(true, format!("write `{host}` and, as `smtpPort`, `{port}`"), edits),
                None => diagnostic,
            }
        }
    }
}
