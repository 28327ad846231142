//! A plan's steps as edits of a YAML (or JSON) text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::lines::Lines;
use super::plan::{Change, Plan, shared};
use super::refusal::Refusal;
use super::survey::Part;
use crate::edit::{Edit, EditSet, scalar};
use crate::parse::outline::{Mapping, outline};
use crate::parse::{Format, ParsedFile};
use crate::property::{KeyId, Property, Style};
use crate::settings::Setting;
use crate::source::{SourceFile, Span};

mod block;
mod flow;
mod place;

use place::Place;

/// Index of a mapping in the outline.
type MappingId = usize;

/// A pair's place: its mapping, and its number there.
type PairId = (MappingId, usize);

/// The text and its mappings as they are written.
struct Layout<'a> {
    source: &'a SourceFile,
    lines: Lines<'a>,
    reading: &'a ParsedFile,
    mappings: Vec<Mapping>,
    /// The pair of each key, by the key's place.
    pairs: HashMap<Span, PairId>,
    /// The pair of each value, by the value's place.
    owners: HashMap<Span, PairId>,
    /// The properties that come through a reference.
    aliased: Vec<usize>,
    /// The references to values, by the value's place.
    shared: HashMap<Span, Span>,
}

/// What is done to one mapping.
#[derive(Default)]
struct Work {
    /// Pairs that go.
    removed: BTreeSet<usize>,
    /// New pairs, each behind a pair that stays; where there is none, all together in place of the first that goes.
    added: Vec<(Option<usize>, Entry)>,
}

/// A new pair.
#[derive(Clone, Debug)]
struct Entry {
    key: String,
    value: String,
}

/// The edits that carry out a plan.
///
/// # Errors
/// Something stands in a way of writing that the edit would act at a distance, or cannot be told apart from its neighbours.
pub(super) fn edits(
    source: &SourceFile,
    reading: &ParsedFile,
    parts: &[Part],
    plan: &Plan,
) -> Result<EditSet, Refusal> {
    let layout = Layout::new(source, reading);
    let mut set = EditSet::default();
    let mut work: BTreeMap<MappingId, Work> = BTreeMap::new();
    let mut removed = vec![];
    let mut steps: HashMap<u32, Vec<_>> = HashMap::new();
    for step in &plan.steps {
        steps.entry(step.document).or_default().push(step);
    }
    for part in parts {
        let mut added = vec![];
        for step in steps.remove(&part.document).unwrap_or_default() {
            match &step.change {
                Change::Set { setting, property, text } => {
                    let property = &reading.properties[*property];
                    layout.refuse_shared(property)?;
                    add(&mut set, [layout.value(property, *setting, text.expose())?], property.value.span)?;
                }
                Change::Remove { property } => {
                    let property = &reading.properties[*property];
                    layout.refuse_shared(property)?;
                    removed.push(layout.pair_of(property)?);
                }
                Change::Add { setting, text } => added.push((*setting, text)),
            }
        }
        if added.is_empty() {
            continue;
        }
        match place::find(&layout, part, &removed)? {
            Place::Beside(beside) => {
                layout.refuse_shared_mapping(beside.mapping)?;
                let work = work.entry(beside.mapping).or_default();
                for (setting, text) in added {
                    work.added.push((beside.behind(setting), beside.entry(setting, text.expose())));
                }
            }
            Place::Below(below) => {
                let entries = added.iter().map(|(setting, text)| below.entry(*setting, text.expose())).collect();
                let (edits, span) = below.edits(entries);
                add(&mut set, edits, span)?;
            }
        }
    }
    for (mapping, pair) in removed {
        work.entry(mapping).or_default().removed.insert(pair);
    }
    layout.remove_emptied(&mut work);
    for (mapping, mut work) in work {
        // What comes right before a line that goes takes its place, so that comments between the two stay where they are.
        let first = work.removed.first().copied();
        for (behind, _) in &mut work.added {
            if behind.map(|pair| pair + 1) == first {
                *behind = None;
            }
        }
        let written = &layout.mappings[mapping];
        let edits =
            if written.flow { flow::edits(&layout, written, &work) } else { block::edits(&layout, written, &work)? };
        add(&mut set, edits, written.span)?;
    }
    Ok(set)
}

fn add(set: &mut EditSet, edits: impl IntoIterator<Item = Edit>, span: Span) -> Result<(), Refusal> {
    set.add(edits).map_err(|_| {
        Refusal::new(
            "two changes of the section meet on the same text",
            "Write each setting on a line of its own, then migrate the file.",
        )
        .at(span, "here")
    })
}

impl<'a> Layout<'a> {
    fn new(source: &'a SourceFile, reading: &'a ParsedFile) -> Self {
        let mappings = outline(source, reading.format);
        let pairs = mappings.iter().enumerate().flat_map(|(mapping, written)| {
            written.pairs.iter().enumerate().map(move |(pair, written)| (written.key, (mapping, pair)))
        });
        let pairs = pairs.collect();
        let mut owners = HashMap::new();
        for (mapping, written) in mappings.iter().enumerate() {
            for (pair, written) in written.pairs.iter().enumerate().filter(|(_, written)| !written.alias) {
                owners.entry(written.value).or_insert((mapping, pair));
            }
        }
        let mut shared = HashMap::new();
        let mut aliased = vec![];
        for (index, property) in reading.properties.iter().enumerate() {
            let Some(alias) = property.alias else { continue };
            aliased.push(index);
            if !property.value.span.is_empty() {
                shared.entry(property.value.span).or_insert(alias);
            }
        }
        Self { source, lines: Lines::of_yaml(source), reading, mappings, pairs, owners, aliased, shared }
    }

    /// The pair that a property is the value of.
    fn pair_of(&self, property: &Property) -> Result<PairId, Refusal> {
        let key = self.reading.key(property.key).span;
        self.pairs.get(&key).copied().ok_or_else(|| {
            Refusal::new(
                format!("`{}` is not the value of a key of its own", property.name),
                "Write the settings as `smtpServer: …`, one a line, below `sendEmail:`.",
            )
            .at(property.value.span, "this value")
        })
    }

    fn is_json(&self) -> bool {
        self.reading.format == Format::Json
    }

    /// A value that a reference uses elsewhere must not change here.
    fn refuse_shared(&self, property: &Property) -> Result<(), Refusal> {
        let span = property.value.span;
        self.shared.get(&span).map_or(Ok(()), |through| Err(shared(*through, span, &property.name)))
    }

    /// A mapping that a reference uses elsewhere must get no new pairs.
    fn refuse_shared_mapping(&self, mapping: MappingId) -> Result<(), Refusal> {
        let owner = self.owner(mapping).map(|(parent, pair)| self.mappings[parent].pairs[pair].key);
        // A key of the mapping that stands below another key than the one that the mapping is written behind.
        let borrowed = |id: KeyId| {
            let key = self.reading.key(id);
            let here = self.pairs.get(&key.span).is_some_and(|(at, _)| *at == mapping);
            here && key.parent.map(|parent| self.reading.key(parent).span) != owner
        };
        let user = self.aliased.iter().find_map(|&index| {
            let property = &self.reading.properties[index];
            let through = property.alias?;
            let mut keys = std::iter::successors(Some(property.key), |id| self.reading.key(*id).parent);
            keys.any(borrowed).then_some(through)
        });
        let written = self.mappings[mapping].span;
        user.map_or(Ok(()), |through| Err(shared(through, written, crate::settings::SECTION)))
    }

    /// The edit that gives a property another value in the quotes that it has.
    fn value(&self, property: &Property, setting: Setting, text: &str) -> Result<Edit, Refusal> {
        let (mapping, _) = self.pair_of(property)?;
        let value = &property.value;
        let (flow, number) = (self.mappings[mapping].flow, setting == Setting::SmtpPort);
        let mut written = match self.is_json() {
            true => scalar::write_json(text, value.style, number),
            false => scalar::write(text, value.style, scalar::Context { flow, number }),
        };
        Ok(match value.style {
            Style::Absent if value.span.is_empty() => Edit::insert(value.span.start, format!(" {written}")),
            Style::Block => {
                let old = self.source.slice(value.span);
                let header = old.split(self.lines.breaks()).next().unwrap_or_default();
                if let Some(comment) = header.find('#') {
                    written.push(' ');
                    written.push_str(&header[comment..]);
                }
                let end = value.span.start as usize + old.trim_end_matches(self.lines.breaks()).len();
                Edit::replace(Span::new(value.span.start as usize, end), written)
            }
            _ => Edit::replace(value.span, written),
        })
    }

    /// A mapping that loses its last pair goes with it, key and all: an empty one would be another property.
    fn remove_emptied(&self, work: &mut BTreeMap<MappingId, Work>) {
        loop {
            let emptied = work.iter().find_map(|(mapping, work)| {
                let all = work.added.is_empty() && work.removed.len() == self.mappings[*mapping].pairs.len();
                all.then_some(*mapping)
            });
            let owner = emptied.and_then(|mapping| Some((mapping, self.owner(mapping)?)));
            let Some((mapping, (parent, pair))) = owner else { return };
            work.remove(&mapping);
            work.entry(parent).or_default().removed.insert(pair);
        }
    }

    /// The pair whose value a mapping is.
    fn owner(&self, mapping: MappingId) -> Option<PairId> {
        self.owners.get(&self.mappings[mapping].span).copied().filter(|(parent, _)| *parent != mapping)
    }
}

/// Whether only blanks, or a comment, are left on a line.
fn is_blank_or_comment(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with('#')
}
