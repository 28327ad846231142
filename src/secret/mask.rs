//! The one place that knows which parts of a file are secret.

use std::ops::Range;

use super::found::Found;
use super::name::{self, names_secret};
use super::repeat::Repeats;
use super::text::{exposes, merged, stands_out};
use super::value::is_secret_value;
use super::{MASK, Secret};
use crate::parse::ParsedFile;
use crate::property::Property;
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

    /// The name of a property. What is below the name of a secret is there in its place, and hidden however it is made.
    pub fn name(&self, name: &str) -> String {
        let mut ranges = stands_out(name);
        ranges.extend(self.repeats.iter().flat_map(|repeats| repeats.find_in_name(name)));
        const NEAR: usize = 256;
        let in_place = |range: &Range<usize>| {
            let near = name.ceil_char_boundary(range.start.saturating_sub(NEAR));
            names_secret(&name[near..range.start])
        };
        ranges.extend(self.repeats.iter().flat_map(|repeats| repeats.find(name)).filter(in_place));
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
            ("password: {0001000}\nb: 0001000\n", "password: {*******}\nb: *******\n"),
            ("password: {a: Herbst2x}\n", "password: {a: ********}\n"),
            ("password: {{Herbst2x}}\n", "password: {**********}\n"),
            ("password: &Herbst2x\nb: 1\n", "password: &********\nb: 1\n"),
            ("password: !Herbst2x y\n", "password: ***********\n"),
            ("password: &a x # &c\nd: 1\n", "password: &* * # &c\nd: 1\n"),
            ("password: Herbst #Winter\n", "password: ****** *******\n"),
            ("password: Herbst # note\n", "password: ****** # note\n"),
            ("password: Herbst # alt: \"Winter22x\", neu\n", "password: ****** # alt: \"*********\", neu\n"),
            (
                "password: Herbst # osweb-config: secret-expires 2027-05-31\n",
                "password: ****** # osweb-config: secret-expires 2027-05-31\n",
            ),
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
            ("password: [&Herbst2x]\nb: 1\n", "password: [&********]\nb: 1\n"),
            ("password:\n- !Herbst2x\n- a\n", "password:\n- *********\n- *\n"),
            ("password: ${X:Herbst2x}\nb: Herbst2x\n", "password: *************\nb: ********\n"),
            ("password: '{noop}Herbst2x'\nb: Herbst2x\n", "password: '**************'\nb: ********\n"),
            ("password: a${X}Herbst2x\nb: Herbst2x\n", "password: *************\nb: ********\n"),
            (
                "env:\n- name: DB_PASSWORD\n  value: abc\n- name: PORT\n  value: abc\n",
                "env:\n- name: DB_PASSWORD\n  value: ***\n- name: PORT\n  value: abc\n",
            ),
            (
                "a.password[Herbst2x]: 1\na.password.Herbst3x.b: 1\npassword.b.Herbst4x: 1\n",
                "a.password[********]: *\na.password.********.b: *\npassword.b.Herbst4x: *\n",
            ),
            ("password: oauth2\n# oauth2\nb: 1\n", "password: ******\n# ******\nb: 1\n"),
            ("b: 'open\npassword:\n  Herbst\n", "b: 'open\npassword:\n  ******\n"),
            ("# pw: \"Herbst2x\"\nb: Herbst2x\n", "# pw: **********\nb: ********\n"),
            ("a: &x Herbst2x\npassword: *x\n", "a: &x ********\npassword: *x\n"),
            ("auth: &x Hunter22xy\nb: 1\n", "auth: &x **********\nb: 1\n"),
            ("password: \"Herb\\u0073t2x\"\nb: Herbst2x\n", "password: \"*************\"\nb: ********\n"),
            ("{password, &b c: 1}\n", "{password, &b c: 1}\n"),
            ("password: [&Hunter22x a]\n", "password: [&********* *]\n"),
            ("password: [&Hunter22x  , ab]\n", "password: [&*********  , **]\n"),
            ("password:\n- &Hunter22x\n- ab\n", "password:\n- &*********\n- **\n"),
            ("password: Hunter22x${A}\nb: Hunter22x\n", "password: *************\nb: *********\n"),
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
        let (source, reading) = of("osweb-prod.yml", "password: {gartenhaus}\n");
        let mask_of_key = Mask::new(&source, &reading);
        assert_eq!(mask_of_key.name("password.gartenhaus"), "password.***", "in its place it is no name");
        assert_eq!(mask_of_key.name("gartenhaus.password"), "gartenhaus.password");
    }

    #[test]
    fn what_is_masked_where_it_is_written_is_hidden_everywhere() {
        let (source, reading) = of("osweb-prod.yml", "note: \"key=\\x61order1\"\nb: 1\n");
        let mask = Mask::new(&source, &reading);
        let hidden: Vec<bool> = reading.properties.iter().map(|property| mask.hides(property)).collect();
        assert_eq!(hidden, [true, false]);
    }
}
