//! What the service gets of a file: its properties, or the settings with the source that wins.

use crate::inspect::{self, Options, View};
use crate::parse::registry;
use crate::server::Entry;
use crate::settings::{Setting, is_section_password};

mod row;

use row::Secrets;
pub use row::{Row, json};

/// Every property of the active documents.
pub fn all(view: &View) -> Vec<Row> {
    let secrets = Secrets::new(view);
    view.effective().into_iter().map(|property| Row::new(view, property, &secrets)).collect()
}

/// The settings, each from the source that wins; with it the sources that it overrides: earlier documents, property sources
/// further down, files of lower precedence.
pub fn settings(view: &View, options: &Options) -> Vec<(Setting, Option<Row>)> {
    let lower = Options { profile: view.profile.clone(), ..Options::default() };
    let base: Vec<_> = options.base.iter().rev().map(|file| inspect::view(file.clone(), &lower)).collect();
    let rows = Setting::ALL.into_iter().map(|setting| {
        let own = given(view, setting);
        let supplied = base.iter().flat_map(|file| given(file, setting)).map(Row::supplied);
        (setting, Row::winner(own.into_iter().chain(supplied).collect()))
    });
    rows.collect()
}

/// Passwords of the section, which no setting of the documentation is: they are there all the same.
pub fn leftovers(view: &View) -> Vec<Row> {
    let secrets = Secrets::new(view);
    let properties = view.settings.others.iter().map(|index| &view.reading.properties[*index]);
    properties
        .filter(|property| is_section_password(&property.name))
        .map(|property| Row::new(view, property, &secrets))
        .collect()
}

/// The places of a file that give a setting, the one that counts first.
fn given(file: &View, setting: Setting) -> Vec<Row> {
    let active = file.settings.occurrences(setting).iter().rev().filter(|occurrence| occurrence.active);
    let secrets = Secrets::new(file);
    active.map(|occurrence| Row::new(file, &file.reading.properties[occurrence.property], &secrets)).collect()
}

/// enaio server's entries in a registry export.
pub fn entries(view: &View) -> Vec<Row> {
    let reading = &view.reading;
    let secrets = Secrets::new(view);
    let mut rows = vec![];
    for server in &view.servers().found {
        for entry in Entry::ALL {
            let places = server.places(entry).iter().rev().map(|&place| &reading.properties[place]);
            let places = places.take_while(|property| !registry::is_deletion(property));
            rows.extend(Row::winner(places.map(|property| Row::new(view, property, &secrets)).collect()));
        }
    }
    rows
}
