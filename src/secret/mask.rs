//! The one place that knows which parts of a file are secret.

use std::ops::Range;

use super::name::{self, Speaks};
use super::repeat::Repeats;
use super::text::{exposes, is_assignment, is_gap, merged, stands_out};
use super::value::{is_credential, is_secret_value};
use super::{MASK, Secret, lines};
use crate::parse::{Format, ParsedFile};
use crate::property::{Key, NodeKind, Property, Style, ValueKind, name::canonical};
use crate::source::{SourceFile, Span};

/// What is secret in a file: the values of properties whose names speak of a secret, and what has the form of one under any name, in all
/// documents; the rest of their lines where a `#` may have cut them; keys, anchors and tags in the place of such a value; the same in
/// comments; and every repetition of these texts. Of a file that cannot be read whatever follows a name of a secret.
/// `${NAME}` alone is no secret; its default may be one.
#[derive(Clone)]
pub struct Mask {
    /// Sorted, without overlap.
    ranges: Vec<Range<usize>>,
    /// The secrets, for finding them in other texts.
    repeats: Option<Repeats>,
}

impl std::fmt::Debug for Mask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mask")
    }
}

/// A key of this length can hold a credential; the shortest that is known by its form has no fewer characters.
const LONG_KEY: usize = 16;

/// What was found in one file: the places, and the texts to look for elsewhere.
#[derive(Default)]
struct Found {
    ranges: Vec<Range<usize>>,
    texts: Vec<String>,
}

/// The secrets of a file, to be masked in what is said of another one.
pub fn secrets_of(source: &SourceFile, reading: &ParsedFile) -> Vec<Secret> {
    Found::of(source, reading).texts.into_iter().map(Secret::new).collect()
}

impl Mask {
    /// Finds the secrets of a file.
    pub fn new(source: &SourceFile, reading: &ParsedFile) -> Self {
        Self::knowing(source, reading, &[])
    }

    /// Finds the secrets of a file, and these wherever they are in it: they came by another way.
    pub fn knowing(source: &SourceFile, reading: &ParsedFile, secrets: &[Secret]) -> Self {
        let text = source.text();
        let Found { mut ranges, mut texts } = Found::of(source, reading);
        texts.extend(secrets.iter().map(|secret| secret.expose().to_owned()));
        let repeats = Repeats::new(texts);
        if let Some(repeats) = &repeats {
            let keys = merged(reading.keys.iter().map(|key| key.span.range()).collect());
            ranges.extend(repeats.find(text).filter(|range| {
                let next = keys.partition_point(|key| key.end <= range.start);
                let in_key = keys.get(next).is_some_and(|key| key.start <= range.start && range.end <= key.end);
                !in_key || repeats.find_in_name(&text[range.clone()]).next().is_some()
            }));
        }
        Self { ranges: merged(ranges), repeats }
    }

    /// A mask for texts alone, without a file.
    pub fn of(secrets: &[Secret]) -> Self {
        let texts = secrets.iter().map(|secret| secret.expose().to_owned()).collect();
        Self { ranges: vec![], repeats: Repeats::new(texts) }
    }

    /// Where the secrets are: sorted, without overlap.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.ranges.iter().map(|range| Span::new(range.start, range.end))
    }

    /// Whether a property's value is a secret or holds one.
    pub fn hides(&self, property: &Property) -> bool {
        let value = &property.value;
        let span = value.span.range();
        let next = self.ranges.partition_point(|range| range.end <= span.start);
        let touched = self.ranges.get(next).is_some_and(|range| range.start < span.end);
        is_secret_value(name::speaks(&property.name), &value.text) || touched || self.finds(&value.text)
    }

    /// The file's text with every secret replaced by asterisks. The length in bytes, all line breaks and all blanks at
    /// the beginning of a line stay, so that spans stay valid.
    pub fn source_text(&self, source: &SourceFile) -> String {
        let text = source.text();
        let mut masked = String::with_capacity(text.len());
        let mut from = 0;
        for range in &self.ranges {
            masked.push_str(&text[from..range.start]);
            let mut indent = text[..range.start].ends_with(['\n', '\r']);
            for char in text[range.clone()].chars() {
                indent = matches!(char, '\n' | '\r') || (indent && char == ' ');
                if indent || matches!(char, '\u{85}' | '\u{2028}' | '\u{2029}') {
                    masked.push(char);
                } else {
                    masked.extend(std::iter::repeat_n('*', char.len_utf8()));
                }
            }
            from = range.end;
        }
        masked.push_str(&text[from..]);
        masked
    }

    /// The text of another file with every repetition replaced by asterisks, of the same length.
    pub fn repeated(&self, text: &str) -> String {
        let mut masked = String::with_capacity(text.len());
        let mut from = 0;
        for range in self.repeats.iter().flat_map(|repeats| repeats.find(text)) {
            masked.push_str(&text[from..range.start]);
            masked.extend(std::iter::repeat_n('*', range.len()));
            from = range.end;
        }
        masked.push_str(&text[from..]);
        masked
    }

    /// A message, a help text, a name or a diff's line with every secret of the file replaced by [`MASK`].
    pub fn text(&self, text: &str) -> String {
        let mut ranges = stands_out(text);
        ranges.extend(self.repeats.iter().flat_map(|repeats| repeats.find(text)));
        replaced(text, merged(ranges))
    }

    /// The name of a property.
    pub fn name(&self, name: &str) -> String {
        let mut ranges = stands_out(name);
        ranges.extend(self.repeats.iter().flat_map(|repeats| repeats.find_in_name(name)));
        replaced(name, merged(ranges))
    }

    /// A value of the file as a message quotes it: with what it exposes by its form masked as well.
    pub fn quote(&self, text: &str) -> String {
        let mut ranges = exposes(text);
        ranges.extend(self.repeats.iter().flat_map(|repeats| repeats.find(text)));
        replaced(text, merged(ranges))
    }

    /// Whether a text holds a secret.
    pub fn finds(&self, text: &str) -> bool {
        !exposes(text).is_empty() || self.repeats.as_ref().is_some_and(|repeats| repeats.find(text).next().is_some())
    }
}

/// A text with [`MASK`] in place of each range (in order, without overlap).
fn replaced(text: &str, ranges: Vec<Range<usize>>) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for range in ranges {
        masked.push_str(&text[from..range.start]);
        masked.push_str(MASK);
        from = range.end;
    }
    masked.push_str(&text[from..]);
    masked
}

impl Found {
    fn of(source: &SourceFile, reading: &ParsedFile) -> Self {
        let mut found = Self::default();
        let text = source.text();
        for property in &reading.properties {
            found.property(source, reading, property);
        }
        found.keys(text, reading);
        if reading.faults.is_empty() && source.fault().is_none() {
            for gap in gaps(text, reading) {
                let between = &text[gap.clone()];
                if between.contains(['#', '!', ';']) {
                    found.ranges.extend(lines::of_comments(between).iter().map(|range| shift(range, gap.start)));
                }
                found.ranges.extend(exposes(between).iter().map(|range| shift(range, gap.start)));
            }
        } else {
            found.ranges.extend(lines::of_unread(text, reading.format != Format::Yaml));
            found.ranges.extend(exposes(text));
        }
        found.ranges = merged(std::mem::take(&mut found.ranges));
        for range in &found.ranges {
            let hidden = text[range.clone()].trim_matches(|char| matches!(char, '"' | '\'' | ',') || is_gap(char));
            if !matches!(hidden, "true" | "false") {
                found.texts.push(hidden.to_owned());
                // A comment after a value that could not be read is no part of the secret.
                if let Some((secret, _)) = hidden.split_once(" #") {
                    found.texts.push(secret.trim_matches(['"', '\'', ' ']).to_owned());
                }
                // Read as a key, a secret is named without what follows its colon.
                if let Some((secret, _)) = hidden.split_once(is_assignment).filter(|(secret, _)| is_credential(secret))
                {
                    found.texts.push(secret.to_owned());
                }
            }
        }
        found
    }

    fn property(&mut self, source: &SourceFile, reading: &ParsedFile, property: &Property) {
        let text = source.text();
        let value = &property.value;
        let span = value.span.range();
        let speaks = name::speaks(&property.name);
        if is_secret_value(speaks, &value.text) {
            self.ranges.extend(cut_off(source, span.clone()));
            if property.alias.is_none() && speaks >= Speaks::Likely {
                self.properties_of_node(source, reading.key(property.key).span.range().end, span.clone());
            }
            if !matches!(value.kind, ValueKind::Boolean | ValueKind::Null | ValueKind::EmptyList) {
                self.texts.extend([value.text.clone(), value.written().to_owned()]);
            }
            if value.text.is_empty() || !super::text::is_reference(&value.text) {
                self.ranges.push(content(text, value.style, span));
            }
            return;
        }
        let exposed = exposes(&value.text);
        let raw = &text[span.clone()];
        // Most values are written as they are read.
        let same = raw == value.text;
        let in_raw = if same { exposed.clone() } else { exposes(raw) };
        let texts = |text: &str, ranges: &[Range<usize>]| {
            ranges.iter().map(|range| text[range.clone()].to_owned()).collect::<Vec<_>>()
        };
        if texts(raw, &in_raw) != texts(&value.text, &exposed) {
            // An escape or a line break hides it, or a part of it, from where it is written.
            self.ranges.push(content(text, value.style, span.clone()));
        }
        self.texts.extend(exposed.into_iter().map(|range| value.text[range].to_owned()));
        self.ranges.extend(in_raw.iter().map(|range| shift(range, span.start)));
    }

    /// Anchors and tags between a key and its value, which a password becomes that begins with `&` or `!`.
    fn properties_of_node(&mut self, source: &SourceFile, key: usize, value: Range<usize>) {
        let text = source.text();
        if key >= value.start {
            return;
        }
        let end =
            if value.is_empty() { source.line_span(value.end as u32).range().end.max(value.end) } else { value.start };
        let mut at = key;
        for piece in text[key..end].split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if word.starts_with('#') {
                break;
            }
            if let Some(name) = word.strip_prefix(['&', '!', '*'])
                && !name.is_empty()
            {
                self.ranges.push(at + 1..at + word.len());
            }
            at += piece.len();
        }
    }

    /// Keys in the place of a secret: below a name of one, in braces or like a credential.
    fn keys(&mut self, text: &str, reading: &ParsedFile) {
        let mut says: Vec<Speaks> = Vec::with_capacity(reading.keys.len());
        for key in &reading.keys {
            let parent = key.parent.map(|parent| (says[parent.0 as usize], reading.key(parent)));
            let above = parent.map_or(Speaks::Nothing, |(says, _)| says);
            let item =
                key.segment.strip_prefix('[').is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit()));
            if let Some((above, parent)) = parent.filter(|(says, _)| *says >= Speaks::Likely)
                && !item
                && is_in_place(key, parent, above)
            {
                self.ranges.push(key.span.range());
                self.texts.push(key.segment.clone());
            } else if key.segment.contains(is_assignment) || key.segment.len() >= LONG_KEY {
                // A key holds a secret by its form, as a value or a comment does: a quote that was lost makes keys of both.
                let span = key.span.range();
                let raw = &text[span.clone()];
                let found = [exposes(raw), lines::of_comments(raw)].concat();
                self.ranges.extend(found.iter().map(|range| shift(range, span.start)));
                let found = [exposes(&key.segment), lines::of_comments(&key.segment)].concat();
                self.texts.extend(found.into_iter().map(|range| key.segment[range].to_owned()));
            }
            let own = name::speaks(&key.segment);
            // What is below the value of a secret belongs to it, whatever it is called.
            says.push(if item || is_flow(key) { above.max(own) } else { own });
        }
    }
}

fn is_flow(key: &Key) -> bool {
    matches!(key.below, NodeKind::Mapping { flow: true, .. })
}

/// Whether a key below the name of a secret is the secret.
fn is_in_place(key: &Key, parent: &Key, above: Speaks) -> bool {
    let known = canonical(&key.segment);
    (is_flow(parent) && above >= Speaks::OfKey && known.len() >= 4) || is_credential(&key.segment)
}

/// The part of a value that tells something: without quotes, and without a block's header.
fn content(text: &str, style: Style, span: Range<usize>) -> Range<usize> {
    let quoted = matches!(style, Style::SingleQuoted | Style::DoubleQuoted) && span.len() >= 2;
    let header = text[span.clone()].find(['\n', '\r']).filter(|_| text[span.clone()].starts_with(['|', '>']));
    if quoted { span.start + 1..span.end - 1 } else { span.start + header.unwrap_or(0)..span.end }
}

/// What a `#` with a blank before it cut off a secret. Behind a comment's `#` people put a blank.
fn cut_off(source: &SourceFile, value: Range<usize>) -> Option<Range<usize>> {
    let line = source.line_span(value.end as u32).range();
    let rest = &source.text()[value.end..line.end.max(value.end)];
    let comment = rest.trim_start_matches([' ', '\t']);
    let cut = comment.strip_prefix('#')?.chars().next().is_some_and(|next| next != ' ' && next != '#');
    cut.then(|| line.end - comment.len()..line.end)
}

/// The parts of the text that are neither key nor value: comments, and what an export says beside its properties. Not mere punctuation.
fn gaps(text: &str, reading: &ParsedFile) -> Vec<Range<usize>> {
    let keys = reading.keys.iter().map(|key| key.span.range());
    let values = reading.properties.iter().map(|property| property.value.span.range());
    let covered = merged(keys.chain(values).collect());
    let mut gaps = vec![];
    let mut from = 0;
    for range in covered {
        gaps.push(from..range.start);
        from = range.end;
    }
    gaps.push(from..text.len());
    gaps.retain(|gap| text[gap.clone()].contains(|char: char| char.is_alphanumeric()));
    gaps
}

fn shift(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, text: &str) -> (SourceFile, ParsedFile) {
        let source = SourceFile::from_bytes(name, text.into());
        let reading = crate::parse::read(&source);
        (source, reading)
    }

    #[test]
    fn what_is_secret_in_a_file_is_masked_in_its_place() {
        let mut wrong = vec![];
        for (text, masked) in [
            ("a.password: Herbst\n", "a.password: ******\n"),
            ("a.password: 'Herbst'\n", "a.password: '******'\n"),
            ("password: {Herbst2x}\n", "password: {********}\n"),
            ("password: {a: Herbst2x}\n", "password: {a: ********}\n"),
            ("password: {{Herbst2x}}\n", "password: {**********}\n"),
            ("password: &Herbst2x\nb: 1\n", "password: &********\nb: 1\n"),
            ("password: !Herbst2x y\n", "password: ***********\n"),
            ("password: &a x # &c\nd: 1\n", "password: &* * # &c\nd: 1\n"),
            ("password: Herbst #Winter\n", "password: ****** *******\n"),
            ("password: Herbst # note\n", "password: ****** # note\n"),
            ("password: Herbst ## note\n", "password: ****** ## note\n"),
            ("password: |\n  Herbst\n  Winter\nb: 1\n", "password: |\n  ******\n  ******\nb: 1\n"),
            ("password: \"a b\n  c\"\nb: 1\n", "password: \"***\n  *\"\nb: 1\n"),
            ("password: true\nb: true\n", "password: true\nb: true\n"),
            ("password: ${X}\n", "password: ${X}\n"),
            ("password: ${X:Herbst}\n", "password: ***********\n"),
            (
                "password: Herbst2x\nb: see Herbst2x\nHerbst2x: 1\n",
                "password: ********\nb: see ********\n********: 1\n",
            ),
            ("password: oauth2\noauth2: 1\nb: oauth2\n", "password: ******\noauth2: 1\nb: ******\n"),
            ("password:\n- Herbst\n- a: Winter\n", "password:\n- ******\n- a: ******\n"),
            ("token:\n  Hunter22xy: 1\n", "token:\n  **********: 1\n"),
            ("auth:\n  Hunter22xy: 1\n", "auth:\n  Hunter22xy: 1\n"),
            ("token: {order: 1}\n", "token: {order: 1}\n"),
            ("note: \"AKIA23MCG5JP\\\n  LJ3HKBYN\"\n", "note: \"*************\n  ********\"\n"),
            ("note: \"\\x41KIA23MCG5JPLJ3HKBYN\"\n", "note: \"***********************\"\n"),
            ("a: 1 # pw=Herbst\n# Kennwort ist Winter\nb: 2\n", "a: 1 # pw=******\n# Kennwort ist ******\nb: 2\n"),
            ("password: oauth2\n# oauth2\nb: 1\n", "password: ******\n# ******\nb: 1\n"),
            ("b: 'open\npassword:\n  Herbst\n", "b: 'open\npassword:\n  ******\n"),
            ("# pw: \"Herbst2x\"\nb: Herbst2x\n", "# pw: **********\nb: ********\n"),
            ("a: &x Herbst2x\npassword: *x\n", "a: &x ********\npassword: *x\n"),
            ("auth: &x Hunter22xy\nb: 1\n", "auth: &x **********\nb: 1\n"),
            ("password: \"Herb\\u0073t2x\"\nb: Herbst2x\n", "password: \"*************\"\nb: ********\n"),
            ("{password, &b c: 1}\n", "{password, &b c: 1}\n"),
            ("password: {abc: {Herbst}}\n", "password: {abc: {******}}\n"),
            ("password:\n  abc:\n    Herbst: 1\n", "password:\n  abc:\n    Herbst: *\n"),
            ("a: 1 # https://u:Herbst@h/\n", "a: 1 # https://u:******@h/\n"),
            ("'AKIA23MCG5JPLJ3HKBYN': 1\n", "'********************': 1\n"),
            ("'a # password: Herbst2x': 1\n", "'a # password: *********: *\n"),
            (
                "password: Herbst2x # alt\nnote: Herbst2x\n  x: 1\n",
                "password: **************\nnote: ********\n  x: 1\n",
            ),
        ] {
            let (source, reading) = of("osweb-prod.yml", text);
            let found = Mask::new(&source, &reading).source_text(&source);
            if found != masked {
                wrong.push(format!("{text:?}\n  is     {found:?}\n  not    {masked:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_mask_hides_the_same_in_values_messages_and_names() {
        let (source, reading) = of("osweb-prod.yml", "password: Herbst2x\na: x Herbst2x\nb: x\nkey: order\n");
        let mask = Mask::new(&source, &reading);
        let hidden: Vec<bool> = reading.properties.iter().map(|property| mask.hides(property)).collect();
        assert_eq!(hidden, [true, true, false, false]);
        assert_eq!(mask.text("see Herbst2x, password: Winter"), "see ***, password: Winter");
        assert_eq!(mask.text("http://u:Winter@h"), "http://u:***@h");
        assert_eq!(mask.quote("see Herbst2x, password=Winter"), "see ***, password=***");
        assert_eq!(mask.name("a.Herbst2x.b"), "a.***.b");
        assert_eq!(mask.repeated("x Herbst2x y"), "x ******** y");
        assert!(mask.finds("Herbst2x") && mask.finds("password=Winter") && !mask.finds("Winter"));
        assert_eq!(mask.spans().count(), 2);
        let texts: Vec<String> =
            secrets_of(&source, &reading).iter().map(|secret| secret.expose().to_owned()).collect();
        assert!(texts.contains(&"Herbst2x".to_owned()), "a secret of one file is known in another");
        assert_eq!(Mask::of(&[Secret::new("Herbst2x")]).text("Herbst2x"), MASK);
        assert_eq!(format!("{mask:?} {:?} {}", Secret::new("Herbst2x"), Secret::new("Herbst2x")), "Mask *** ***");
    }

    #[test]
    fn what_is_masked_where_it_is_written_is_hidden_everywhere() {
        let (source, reading) = of("osweb-prod.yml", "note: \"key=\\x61order1\"\nb: 1\n");
        let mask = Mask::new(&source, &reading);
        let hidden: Vec<bool> = reading.properties.iter().map(|property| mask.hides(property)).collect();
        assert_eq!(hidden, [true, false]);
    }
}
