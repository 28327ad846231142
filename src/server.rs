//! enaio server's settings for administrative e-mails, as a registry export holds them.
//!
//! Source: enaio documentation, "OAuth2 Authentication for Sending E-Mails with Microsoft Office 365", table for
//! enterprise-manager. Documented are the names and values of the entries, not their type, and of their place only that
//! enaio's data lies below `HKLM\Software\OPTIMAL SYSTEMS`: they are looked for under every key there.

use std::collections::HashMap;

use crate::parse::{ParsedFile, registry};
use crate::property::Property;
use crate::source::Span;

mod entry;

pub use entry::Entry;

/// The key that enaio's registry data lies below.
pub const ROOT: &str = "OPTIMAL SYSTEMS";

/// The documented entries of one enaio server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// Per entry (in the order of [`Entry::ALL`]) the properties that give it, in the order of the file.
    places: [Vec<usize>; 13],
    /// The registry keys that hold them, in the order of the file.
    pub keys: Vec<String>,
}

/// What a registry export holds of enaio servers.
#[derive(Clone, Debug, Default)]
pub struct Servers {
    /// The servers.
    pub found: Vec<Server>,
    /// Entries with a documented name outside `OPTIMAL SYSTEMS` (indexes into [`ParsedFile::properties`]).
    pub elsewhere: Vec<usize>,
}

impl Server {
    /// The property that gives an entry: the last one, as an import of the file leaves it. None for a deletion.
    pub fn get<'r>(&self, reading: &'r ParsedFile, entry: Entry) -> Option<&'r Property> {
        let last = *self.places(entry).last()?;
        Some(&reading.properties[last]).filter(|property| !registry::is_deletion(property))
    }

    /// All properties that give an entry (indexes into [`ParsedFile::properties`]).
    pub fn places(&self, entry: Entry) -> &[usize] {
        &self.places[entry as usize]
    }

    /// The span of the first key, where what is missing is reported.
    pub fn span(&self, reading: &ParsedFile) -> Span {
        let first = self.places.iter().flatten().min();
        let parent = first.and_then(|&first| reading.key(reading.properties[first].key).parent);
        parent.map_or_else(Span::default, |parent| reading.key(parent).span)
    }

    fn keys_of(&self, reading: &ParsedFile, entry: Entry) -> usize {
        let mut keys: Vec<_> = self
            .places(entry)
            .iter()
            .map(|&place| registry::path(reading, &reading.properties[place]).to_lowercase())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len()
    }
}

impl Servers {
    /// Finds the documented entries of a registry export. They belong to one server, spread over however many keys;
    /// only when a name comes under two keys is each key a server of its own.
    pub fn bind(reading: &ParsedFile) -> Self {
        let mut all = Server::default();
        let mut servers = Self::default();
        let mut by_key: Vec<Server> = vec![];
        let mut known = HashMap::new();
        for (index, property) in reading.properties.iter().enumerate() {
            let Some(entry) = Entry::from_name(&property.name) else { continue };
            let key = registry::path(reading, property);
            if !is_below_root(key) {
                servers.elsewhere.push(index);
                continue;
            }
            all.places[entry as usize].push(index);
            let at = *known.entry(key.to_lowercase()).or_insert_with(|| {
                all.keys.push(key.to_owned());
                by_key.push(Server { keys: vec![key.to_owned()], ..Server::default() });
                by_key.len() - 1
            });
            by_key[at].places[entry as usize].push(index);
        }
        if Entry::ALL.into_iter().any(|entry| all.keys_of(reading, entry) > 1) {
            servers.found = by_key;
        } else if !all.keys.is_empty() {
            servers.found.push(all);
        }
        servers
    }
}

/// Whether a key lies below `OPTIMAL SYSTEMS`, in whichever hive or view.
fn is_below_root(key: &str) -> bool {
    key.split('\\').any(|step| step.eq_ignore_ascii_case(ROOT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::registry::read;
    use crate::source::SourceFile;

    fn bind(text: &str) -> (ParsedFile, Servers) {
        let source = SourceFile::from_bytes("x.reg", format!("REGEDIT4\n{text}").into_bytes());
        let reading = read(&source);
        let servers = Servers::bind(&reading);
        (reading, servers)
    }

    #[test]
    fn entries_are_found_under_any_key_of_enaio() {
        let (reading, servers) = bind(
            "[HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\optimal systems\\x]\n\"mailserver\"=\"a\"\n\
             [HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS\\y]\n\"SMTPPort\"=\"25\"\n\"SMTPPort\"=\"587\"\n\
             [HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]\n\"MailServer\"=\"b\"\n",
        );
        let [server] = servers.found.as_slice() else { panic!("{servers:?}") };
        assert_eq!(server.get(&reading, Entry::MailServer).unwrap().value.text, "a");
        assert_eq!(server.get(&reading, Entry::SmtpPort).unwrap().value.text, "587");
        assert_eq!(server.keys.len(), 2);
        assert_eq!(servers.elsewhere.len(), 1);
    }

    #[test]
    fn a_name_under_two_keys_speaks_of_two_servers() {
        let (reading, servers) = bind(
            "[HKLM\\OPTIMAL SYSTEMS\\a]\n\"MailServer\"=\"a\"\n[HKLM\\OPTIMAL SYSTEMS\\b]\n\"MailServer\"=\"b\"\n\
             [HKLM\\OPTIMAL SYSTEMS\\A]\n\"SMTPPort\"=-\n",
        );
        assert_eq!(servers.found.len(), 2);
        assert_eq!(servers.found[1].get(&reading, Entry::MailServer).unwrap().value.text, "b");
        assert_eq!(servers.found[0].get(&reading, Entry::SmtpPort).map(|entry| &entry.name), None);
        assert_eq!(servers.found[0].places(Entry::SmtpPort).len(), 1);
    }
}
