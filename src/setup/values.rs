//! The values of a runbook: from the file where it has them, from the command line, else a name in angle brackets.

use crate::inspect::View;
use crate::parse::Format;
use crate::property::{Content, value};
use crate::server::Entry;
use crate::settings::{Setting, validate};

use super::{Access, Term, literal};

/// A value, or what stands in for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The text.
    pub text: String,
    /// Whether it is known; otherwise `text` says what belongs here, in angle brackets.
    pub known: bool,
}

/// What the file cannot say and the user may.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Object ID of the enterprise application.
    pub object_id: Option<String>,
    /// Addresses of the users who send from webclient.
    pub senders: Vec<String>,
    /// The administrator who connects to Exchange Online.
    pub administrator: Option<String>,
    /// Name of the app.
    pub app_name: Option<String>,
    /// How the app comes to the mailbox.
    pub access: Access,
}

/// All values.
#[derive(Clone, Debug)]
pub struct Values {
    /// The file's path.
    pub file: String,
    /// Mail server.
    pub server: Value,
    /// Its port.
    pub port: Value,
    /// The account that signs in.
    pub user: Value,
    /// Application (client) ID.
    pub client: Value,
    /// Directory (tenant) ID.
    pub tenant: Value,
    /// Object ID of the enterprise application.
    pub object: Value,
    /// Users who send.
    pub senders: Vec<Value>,
    /// Administrator.
    pub administrator: Value,
    /// Name of the app.
    pub app: Value,
    /// How the app comes to the mailbox.
    pub access: Access,
    /// What the file says of its client secret.
    pub term: Term,
}

impl Value {
    /// A value that is known.
    pub fn known(text: impl Into<String>) -> Self {
        Self { text: text.into(), known: true }
    }

    fn missing(what: &str) -> Self {
        Self { text: format!("<{what}>"), known: false }
    }

    fn or_missing(text: Option<String>, what: &str) -> Self {
        text.map_or_else(|| Self::missing(what), Self::known)
    }

    /// The value as a PowerShell literal.
    pub fn literal(&self) -> String {
        literal(&self.text)
    }
}

impl Values {
    /// The values that an inspected file has: osweb's settings, or those of enaio server in a registry export.
    pub fn new(inspection: &View, wishes: &Wishes) -> Self {
        let of = |setting, entry| given(inspection, setting, entry);
        let senders: Vec<_> = wishes.senders.iter().map(Value::known).collect();
        Self {
            file: inspection.source.name().to_owned(),
            server: Value::known(
                of(Setting::SmtpServer, Entry::MailServer).unwrap_or_else(|| "smtp.office365.com".to_owned()),
            ),
            port: Value::known(of(Setting::SmtpPort, Entry::SmtpPort).unwrap_or_else(|| "587".to_owned())),
            user: Value::or_missing(of(Setting::SmtpUsername, Entry::SmtpUserName), "address of the SMTP account"),
            client: Value::or_missing(of(Setting::OAuthClientId, Entry::OfficeClientId), "Application (client) ID"),
            tenant: Value::or_missing(of(Setting::OAuthTenantId, Entry::OfficeTenantId), "Directory (tenant) ID"),
            object: Value::or_missing(wishes.object_id.clone(), "Object ID of the enterprise application"),
            senders: if senders.is_empty() { vec![Value::missing("address of a user who sends")] } else { senders },
            administrator: Value::or_missing(wishes.administrator.clone(), "address of the Exchange administrator"),
            app: Value::known(wishes.app_name.clone().unwrap_or_else(|| "enaio e-mail".to_owned())),
            access: wishes.access,
            term: Term::new(inspection),
        }
    }

    /// The name of the management scope that holds the mailbox: one for each app, so that no other app's scope is taken for it.
    pub fn scope(&self) -> String {
        let client = self.client.text.as_str();
        let own = validate::is_guid(client).then(|| client.get(..8)).flatten();
        own.map_or_else(|| "osweb-mail".to_owned(), |own| format!("osweb-mail-{}", own.to_lowercase()))
    }

    /// The filter (OPATH) of that scope. Each kind of single quote is doubled: whichever of them ends a text there, this one does not.
    pub fn scope_filter(&self) -> String {
        let quoted: String = self
            .user
            .text
            .chars()
            .flat_map(|char| std::iter::repeat_n(char, 1 + usize::from(matches!(char, '\'' | '\u{2018}'..='\u{201b}'))))
            .collect();
        format!("PrimarySmtpAddress -eq '{quoted}'")
    }

    /// A value by its name in a template.
    pub(super) fn named(&self, name: &str) -> Value {
        match name {
            "file" => Value::known(&self.file),
            "server" => self.server.clone(),
            "port" => self.port.clone(),
            "user" => self.user.clone(),
            "client" => self.client.clone(),
            "tenant" => self.tenant.clone(),
            "object" => self.object.clone(),
            "administrator" => self.administrator.clone(),
            "app" => self.app.clone(),
            "scope" => Value::known(self.scope()),
            "secret_line" => Value::known(self.term.line.map_or_else(String::new, |line| line.to_string())),
            "comment_line" => Value::known(self.term.comment_line.map_or_else(String::new, |line| line.to_string())),
            "expires" => Value::known(self.term.expires.map_or_else(String::new, |(day, _)| day.to_string())),
            "expires_line" => Value::known(self.term.expires.map_or_else(String::new, |(_, line)| line.to_string())),
            _ => Value::missing(name),
        }
    }
}

/// A value that is written out in the file; nothing that is empty, masked, encrypted, a placeholder, or holds a password.
fn given(inspection: &View, setting: Setting, entry: Entry) -> Option<String> {
    let reading = &inspection.reading;
    let text = if reading.format == Format::Registry {
        inspection.servers().found.first()?.get(reading, entry).map(|property| property.value.text.as_str())
    } else {
        let own = inspection.settings.get(reading, setting).map(|property| property.value.text.as_str());
        own.or_else(|| inspection.settings.base(setting).map(|base| base.text.as_str()))
    }?;
    let text = text.trim();
    let usable = !text.is_empty() && value::content(text) == Content::Literal && !inspection.mask().finds(text);
    usable.then(|| text.to_owned())
}
