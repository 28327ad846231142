//! Ways through a text: from an alias to its anchor, from a value without effect to the one that counts, from a placeholder to its
//! property; links to rules and imported files, the settings as symbols, folding.

use std::path::Path;

use gen_lsp_types::{
    DocumentLink, DocumentSymbol, FoldingRange, FoldingRangeKind, Location, Position, SymbolKind, Uri,
};

use super::documents::Document;
use super::lines::Lines;
use super::place::{Place, extent};
use super::uri;
use crate::inspect::{self, Options, View};
use crate::property::name;
use crate::sanitize;
use crate::settings::Setting;
use crate::source::{Span, Units};
use crate::suppression;

/// Where what is at a place comes from.
pub fn definition(position: Position, document: &mut Document, units: Units) -> Option<Location> {
    let view = document.view();
    let lines = document.lines(units);
    let offset = lines.offset(position);
    let own = |span: Span| Location { uri: document.uri.clone(), range: lines.range(span) };
    let place = Place::of(&view, offset)?;
    if place.property.alias == Some(place.span) {
        return Some(own(anchor(&view, &place)));
    }
    if let Some(meant) = referred(&view, offset, place.property.value.span) {
        return Some(own(meant));
    }
    let (setting, counts) = place.setting(&view)?;
    if counts {
        return None;
    }
    let key = |view: &View| Some(view.reading.key(view.settings.get(&view.reading, setting)?.key).span);
    if let Some(span) = key(&view) {
        return Some(own(span));
    }
    let lower = Options { profile: view.profile.clone(), ..Options::default() };
    document.plan.workspace.options.base.iter().rev().find_map(|file| {
        let span = key(&inspect::view(file.clone(), &lower))?;
        let range = Lines::new(file.source.text(), units).range(span);
        Some(Location { uri: uri::of(Path::new(file.source.name())), range })
    })
}

/// The anchor of an alias; of a merged mapping, which needs none, what came of it.
fn anchor(view: &View, place: &Place) -> Span {
    let (text, value) = (view.source.text(), place.property.value.span);
    let anchor = view.source.slice(place.span).strip_prefix('*').map(|name| format!("&{name}"));
    let ends = |at: usize, anchor: &str| text[at + anchor.len()..].starts_with([' ', '\t', '\r', '\n', ',', ']', '}']);
    let before = &text[..value.start as usize];
    anchor
        .and_then(|anchor| {
            let at = before.rmatch_indices(&anchor).map(|(at, _)| at).find(|&at| ends(at, &anchor))?;
            Some(Span::new(at, at + anchor.len()))
        })
        .unwrap_or(value)
}

/// The key of the property that a placeholder around a place names, as far as it is in this file.
fn referred(view: &View, offset: u32, value: Span) -> Option<Span> {
    let text = view.source.slice(value);
    let at = (offset.checked_sub(value.start)? as usize).min(text.len());
    let start = text.get(..at)?.rfind("${")? + 2;
    let name = text[start..].split([':', '}', '$']).next().filter(|name| start + name.len() >= at)?;
    let meant = name::canonical(name.trim());
    let properties = view.effective();
    let found = properties.into_iter().rev().find(|property| name::canonical(&property.name) == meant)?;
    Some(view.reading.key(found.key).span)
}

/// Rules that comments name lead to what they are based on, imported files to themselves.
pub fn links(document: &mut Document, units: Units) -> Vec<DocumentLink> {
    let view = document.view();
    let lines = document.lines(units);
    let link =
        |span: Span, target: Uri| DocumentLink { range: lines.range(span), target: Some(target), ..Default::default() };
    let ignores = suppression::of(&view.source, &view.reading);
    let rules = ignores.iter().flat_map(|ignore| ignore.rules.iter().flatten());
    let rules = rules.filter_map(|named| {
        let page = crate::rules::find(&named.name)?.page().url()?;
        Some(link(named.span, Uri::from(page)))
    });
    let file = uri::path(&document.uri);
    let folder = file.as_deref().and_then(Path::parent);
    let imports = view.reading.properties_under(|name| name.starts_with("spring.config.import"));
    let imports = imports.into_iter().filter_map(|index| {
        let value = &view.reading.properties[index].value;
        let text = value.text.trim().trim_start_matches("optional:").trim_start_matches("file:");
        let target = folder?.join(text);
        target.is_file().then(|| link(value.span, uri::of(&target)))
    });
    rules.chain(imports).collect()
}

/// The settings that the text gives, with what osweb gets.
#[expect(deprecated, reason = "the type has a field that must be left empty")]
pub fn symbols(document: &mut Document, units: Units) -> Vec<DocumentSymbol> {
    let view = document.view();
    let lines = document.lines(units);
    let given = Setting::ALL.into_iter().flat_map(|setting| {
        let of_it = view.settings.occurrences(setting).iter().map(|one| one.property);
        of_it.map(move |index| (setting, index)).collect::<Vec<_>>()
    });
    let mut given: Vec<_> = given.collect();
    given.sort_by_key(|(_, index)| *index);
    let symbol = |(setting, index): (Setting, usize)| {
        let property = &view.reading.properties[index];
        let value = match view.mask().hides(property) {
            true => "a secret".to_owned(),
            false => sanitize::line(&view.mask().text(&property.value.text)).into_owned(),
        };
        let counts = view.settings.index(setting) == Some(index);
        DocumentSymbol {
            name: setting.key().to_owned(),
            detail: Some(if counts { value } else { format!("{value} (without effect)") }),
            kind: SymbolKind::Property,
            tags: None,
            deprecated: None,
            range: lines.range(extent(&view, property)),
            selection_range: lines.range(view.reading.key(property.key).span),
            children: None,
        }
    };
    given.into_iter().map(symbol).collect()
}

/// What is indented below a line, and runs of comments; a text that cannot be read is folded, too.
pub fn folding(document: &Document) -> Vec<FoldingRange> {
    let text = document.text().replace("\r\n", "\n");
    let mut folds = vec![];
    let mut fold = |from: usize, to: usize, kind: Option<FoldingRangeKind>| {
        if to > from {
            folds.push(FoldingRange { start_line: from as u32, end_line: to as u32, kind, ..Default::default() });
        }
    };
    // Lines that something may be below, outermost first, with their depth; the last line with content; where a run of comments began.
    let (mut open, mut last, mut comments): (Vec<(usize, usize)>, usize, Option<usize>) = (vec![], 0, None);
    for (number, line) in text.split(['\n', '\r']).enumerate() {
        let content = line.trim_start_matches(' ');
        if content.starts_with('#') {
            comments.get_or_insert(number);
            continue;
        }
        if let Some(first) = comments.take() {
            fold(first, number - 1, Some(FoldingRangeKind::Comment));
        }
        if content.trim().is_empty() {
            continue;
        }
        // The items of a list are below a key of the same indentation.
        let depth = if line.starts_with("---") {
            0
        } else {
            2 * (line.len() - content.len()) + usize::from(content.starts_with("- "))
        };
        while let Some((_, above)) = open.pop_if(|(above, _)| *above >= depth) {
            fold(above, last, None);
        }
        open.push((depth, number));
        last = number;
    }
    open.into_iter().for_each(|(_, above)| fold(above, last, None));
    folds
}
