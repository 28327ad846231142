//! From a place in a text to what is there.

use crate::inspect::View;
use crate::property::Property;
use crate::settings::Setting;
use crate::source::Span;

/// A property at a place.
pub struct Place<'v> {
    /// The property.
    pub property: &'v Property,
    /// Its index among all of the file.
    index: usize,
    /// What of it is at the place: its key, its value, or the alias that it comes through.
    pub span: Span,
}

impl<'v> Place<'v> {
    /// The property whose key or value holds an offset; what comes through an alias is there, not where it is written.
    pub fn of(view: &'v View, offset: u32) -> Option<Self> {
        let holds = |span: &Span| span.start <= offset && offset <= span.end;
        view.reading.properties.iter().enumerate().find_map(|(index, property)| {
            let value = property.alias.unwrap_or(property.value.span);
            let span = [view.reading.key(property.key).span, value].into_iter().find(holds)?;
            Some(Self { property, index, span })
        })
    }

    /// The setting that the property gives, and whether it is the one that counts in its file.
    pub fn setting(&self, view: &View) -> Option<(Setting, bool)> {
        let gives =
            |setting: &Setting| view.settings.occurrences(*setting).iter().any(|one| one.property == self.index);
        let setting = Setting::ALL.into_iter().find(gives)?;
        Some((setting, view.settings.index(setting) == Some(self.index)))
    }
}

/// Where a property is written, from its key to the end of its value.
pub fn extent(view: &View, property: &Property) -> Span {
    let key = view.reading.key(property.key).span;
    Span { start: key.start, end: property.alias.unwrap_or(property.value.span).end.max(key.end) }
}
