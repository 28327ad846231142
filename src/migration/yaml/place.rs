//! Where new settings are written: beside the section's other settings, or below its key.

use super::{Entry, Layout, MappingId, PairId, block, flow};
use crate::edit::Edit;
use crate::edit::scalar::{self, Context};
use crate::migration::plan::reference;
use crate::migration::refusal::Refusal;
use crate::migration::spelling::Spelling;
use crate::migration::survey::Part;
use crate::parse::outline::{Mapping, Pair};
use crate::property::{KeyId, Property, Style};
use crate::settings::{SECTION, Setting};
use crate::source::Span;

/// Where new settings are written.
pub(super) enum Place<'a> {
    /// Beside settings, or other keys, of the section.
    Beside(Beside),
    /// Below the section's key, which has nothing below it yet.
    Below(Below<'a>),
}

/// A mapping that holds keys of the section.
pub(super) struct Beside {
    /// The mapping.
    pub mapping: MappingId,
    /// What the keys have in front of the setting: `featureSwitches.sendEmail.`
    prefix: String,
    /// The settings whose pairs stay, each with the pair's number.
    settings: Vec<(Setting, usize)>,
    /// The last pair of the section that stays.
    last: Option<usize>,
    style: NeighbourStyle,
}

/// A key of the section with nothing below it.
pub(super) struct Below<'a> {
    layout: &'a Layout<'a>,
    key: Hold<'a>,
    style: NeighbourStyle,
}

enum Hold<'a> {
    /// `sendEmail:` at the end of its line; with the blanks that its children are indented by.
    Line(&'a Pair, String),
    /// `sendEmail:` between braces.
    Flow(&'a Pair),
    /// `{}`
    Braces(&'a Mapping),
}

/// How the neighbours are written.
struct NeighbourStyle {
    spelling: Spelling,
    key_quote: Option<char>,
    value: Style,
    flow: bool,
    json: bool,
    colon: String,
}

impl NeighbourStyle {
    fn entry(&self, prefix: &str, setting: Setting, text: &str) -> Entry {
        let key = format!("{prefix}{}", self.spelling.key(setting));
        let key = self.key_quote.map_or(key.clone(), |quote| format!("{quote}{key}{quote}"));
        let number = setting == Setting::SmtpPort;
        let style = if number { Style::Plain } else { self.value };
        let value = match self.json {
            true => scalar::write_json(text, style, number),
            false => scalar::write(text, style, Context { flow: self.flow, number }),
        };
        Entry { key, value }
    }
}

impl Beside {
    /// The pair behind which a setting is written: the nearest of the settings that the documentation lists before it.
    pub fn behind(&self, setting: Setting) -> Option<usize> {
        let before = self.settings.iter().filter(|(other, _)| *other < setting).max_by_key(|(other, _)| *other);
        before.map(|(_, pair)| *pair).or(self.last)
    }

    pub fn entry(&self, setting: Setting, text: &str) -> Entry {
        self.style.entry(&self.prefix, setting, text)
    }
}

impl Below<'_> {
    pub fn entry(&self, setting: Setting, text: &str) -> Entry {
        self.style.entry("", setting, text)
    }

    /// The edits, and where they are.
    pub fn edits(&self, entries: Vec<Entry>) -> (Vec<Edit>, Span) {
        match &self.key {
            Hold::Line(pair, step) => (block::below_nothing(self.layout, pair, step, &entries), pair.key),
            Hold::Braces(mapping) => (vec![flow::between_empty(mapping, &entries, &self.style.colon)], mapping.span),
            Hold::Flow(pair) => {
                let colon = &self.style.colon;
                let pairs: Vec<String> =
                    entries.iter().map(|Entry { key, value }| format!("{key}{colon}{value}")).collect();
                let comma = if colon.ends_with(' ') { ", " } else { "," };
                let braces = format!("{{{}}}", pairs.join(comma));
                let edit = match (pair.value.is_empty(), pair.end > pair.key.end) {
                    (false, _) => Edit::replace(pair.value, braces),
                    (true, true) => Edit::insert(pair.value.start, format!(" {braces}")),
                    // `{sendEmail}`: not even a colon.
                    (true, false) => Edit::insert(pair.key.end, format!(": {braces}")),
                };
                (vec![edit], pair.key)
            }
        }
    }
}

/// A mapping that holds keys of the section.
struct Candidate {
    mapping: MappingId,
    prefix: String,
    settings: usize,
    others: usize,
    /// The last such pair.
    sample: usize,
}

/// Finds the place in a document: the mapping that holds most of the settings.
pub(super) fn find<'a>(layout: &'a Layout<'a>, part: &Part, removed: &[PairId]) -> Result<Place<'a>, Refusal> {
    let own = part
        .settings
        .iter()
        .zip(Setting::ALL)
        .filter_map(|(index, setting)| Some((Some(setting), (*index)?)))
        .chain(part.repeated.iter().map(|(_, index)| (None, *index)))
        .chain(part.leftovers.iter().chain(&part.others).map(|index| (None, *index)));
    let own: Vec<(Option<Setting>, &Property)> =
        own.map(|(setting, index)| (setting, &layout.reading.properties[index])).collect();
    let mut candidates: Vec<Candidate> = vec![];
    for (setting, property) in &own {
        if property.alias.is_none()
            && let Some(prefix) = prefix(layout, property)
        {
            let (mapping, pair) = layout.pair_of(property)?;
            let known = candidates.iter_mut().find(|known| known.mapping == mapping && known.prefix == prefix);
            let candidate = match known {
                Some(candidate) => candidate,
                None => candidates.push_mut(Candidate { mapping, prefix, settings: 0, others: 0, sample: pair }),
            };
            candidate.sample = candidate.sample.max(pair);
            *if setting.is_some() { &mut candidate.settings } else { &mut candidate.others } += 1;
        }
    }
    // A setting says more of the place than any other key; of equals the later one wins, as with Spring.
    if let Some(best) = candidates.iter().max_by_key(|known| (known.settings, known.others, known.sample)) {
        return Ok(Place::Beside(beside(layout, best, &own, removed)));
    }
    if let Some((_, property)) = own.iter().find(|(_, property)| property.alias.is_some())
        && let Some(through) = property.alias
    {
        return Err(reference(through, property.value.span, SECTION));
    }
    below(layout, part)
}

/// What a key has in front of the setting; `None` for a key deeper than the section.
fn prefix(layout: &Layout, property: &Property) -> Option<String> {
    let key = layout.reading.key(property.key);
    let parents = key.parent.map_or_else(String::new, |parent| layout.reading.name(parent));
    let (prefix, _) = key.segment.rsplit_once('.').map_or(("", ""), |(prefix, last)| (prefix, last));
    let mut above = parents;
    if !prefix.is_empty() {
        crate::parse::join(&mut above, prefix);
    }
    let dotted = if prefix.is_empty() { String::new() } else { format!("{prefix}.") };
    crate::property::name::same(&above, SECTION).then_some(dotted)
}

fn beside(layout: &Layout, best: &Candidate, own: &[(Option<Setting>, &Property)], removed: &[PairId]) -> Beside {
    let Candidate { mapping, ref prefix, sample, .. } = *best;
    let here = |property: &Property| {
        let (at, pair) = layout.pair_of(property).ok()?;
        let stays = !removed.contains(&(at, pair));
        (at == mapping && property.alias.is_none() && self::prefix(layout, property).as_ref() == Some(prefix))
            .then_some((pair, stays))
    };
    let mut settings = vec![];
    let mut last = None;
    let mut styles = vec![];
    for (setting, property) in own {
        let Some((pair, stays)) = here(property) else { continue };
        let value = &property.value;
        if value.kind == crate::property::ValueKind::String && !value.text.is_empty() {
            styles.push(value.style);
        }
        if stays {
            last = last.max(Some(pair));
            settings.extend(setting.map(|setting| (setting, pair)));
        }
    }
    let written = &layout.mappings[mapping];
    // The spelling of the settings counts; that of the sample where there are none.
    let named = settings.first().map_or(sample, |(_, pair)| *pair);
    let key = layout.source.slice(written.pairs[named].key);
    let quote = key.chars().next().filter(|char| ['"', '\''].contains(char));
    let last_element = key.trim_matches(['"', '\'']).rsplit('.').next().unwrap_or_default();
    let style = NeighbourStyle {
        spelling: Spelling::of(last_element),
        key_quote: quote,
        value: value_style(&styles, written.flow && quote == Some('"')),
        flow: written.flow,
        json: layout.is_json(),
        colon: ": ".to_owned(),
    };
    Beside { mapping, prefix: prefix.clone(), settings, last, style }
}

/// The quotes that all neighbours have, if they have the same. In JSON there is no choice.
fn value_style(styles: &[Style], json: bool) -> Style {
    match styles {
        _ if json => Style::DoubleQuoted,
        [first @ (Style::SingleQuoted | Style::DoubleQuoted), rest @ ..] if rest.iter().all(|style| style == first) => {
            *first
        }
        _ => Style::Plain,
    }
}

fn below<'a>(layout: &'a Layout<'a>, part: &Part) -> Result<Place<'a>, Refusal> {
    let blank = part.blank.map(|index| &layout.reading.properties[index]);
    if let Some(property) = blank.filter(|property| property.alias.is_none()) {
        let (mapping, pair) = layout.pair_of(property)?;
        let written = &layout.mappings[mapping];
        let pair = &written.pairs[pair];
        let style = parent_style(layout, pair, written.flow);
        let key = if written.flow { Hold::Flow(pair) } else { Hold::Line(pair, step(layout, property.key)) };
        return Ok(Place::Below(Below { layout, key, style }));
    }
    for &id in &part.keys {
        let key = layout.reading.key(id);
        let Some(&(mapping, pair)) = layout.pairs.get(&key.span) else { continue };
        let pair = &layout.mappings[mapping].pairs[pair];
        let braces =
            layout.mappings.iter().find(|braces| braces.flow && braces.pairs.is_empty() && braces.span == pair.value);
        if let Some(braces) = braces.filter(|_| !pair.alias) {
            let style = parent_style(layout, pair, true);
            return Ok(Place::Below(Below { layout, key: Hold::Braces(braces), style }));
        }
    }
    let mut refusal = Refusal::new(
        "the section is written in a way that leaves no place for new settings, or is given by a reference",
        "Write the settings below `featureSwitches:` and `sendEmail:`, then migrate the file.",
    );
    if let Some(property) = blank
        && let Some(through) = property.alias
    {
        refusal = reference(through, property.value.span, SECTION);
    } else if let Some(id) = part.keys.first() {
        refusal = refusal.at(layout.reading.key(*id).span, "the section's key");
    }
    Err(refusal)
}

/// The style of a section's key, for the settings below it.
fn parent_style(layout: &Layout, pair: &Pair, flow: bool) -> NeighbourStyle {
    let key = layout.source.slice(pair.key);
    let quote = key.chars().next().filter(|char| ['"', '\''].contains(char));
    let compact = layout.source.slice(Span { start: pair.key.end, end: pair.value.start.max(pair.key.end) }) == ":";
    let json = flow && quote == Some('"');
    NeighbourStyle {
        spelling: Spelling::Camel,
        key_quote: quote,
        value: value_style(&[], json),
        flow,
        json: layout.is_json(),
        colon: if json && compact && !pair.value.is_empty() { ":" } else { ": " }.to_owned(),
    }
}

/// The blanks by which the file indents: those of the section's key below its parent, two where it has none.
fn step(layout: &Layout, key: KeyId) -> String {
    let column = |id: KeyId| layout.lines.before(layout.reading.key(id).span.start).chars().count();
    let parent = layout.reading.key(key).parent;
    let deeper = parent.map_or(0, |parent| column(key).saturating_sub(column(parent)));
    " ".repeat(if deeper == 0 { 2 } else { deeper })
}
