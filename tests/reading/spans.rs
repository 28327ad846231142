//! Where properties stand: every later part cuts and marks the text by these spans.

use super::read;

/// `name = value  |key|value as written|` for every property.
fn listing(text: &str) -> String {
    let (source, reading) = read(text);
    assert!(reading.faults.is_empty(), "{:?}", reading.faults);
    reading
        .properties
        .iter()
        .map(|property| {
            let key = source.slice(reading.key(property.key).span);
            let through = property.alias.map_or_else(String::new, |span| format!(" through {}", source.slice(span)));
            let value = source.slice(property.value.span);
            assert_eq!(reading.name(property.key), property.name, "the keys add up to the name");
            format!("{} = {}  |{key}|{value}|{through}\n", property.name, property.value.text)
        })
        .collect()
}

#[test]
fn keys_and_values_are_cut_out_exactly() {
    let text = "\
a: 0123 # comment
\"b.c\":   'it''s'
d: {e: yes, f: \"x\", g}
h:
  - one
  - i: 1:30
j: ~
k:
l: |
  text
  more
m: two words   # comment
n: one
  folded
o: 1:30.5
";
    assert_eq!(
        listing(text),
        "\
a = 83  |a|0123|
b.c = it's  |\"b.c\"|'it''s'|
d.e = true  |e|yes|
d.f = x  |f|\"x\"|
d.g =   |g||
h[0] = one  |one|one|
h[1].i = 90  |i|1:30|
j =   |j|~|
k =   |k||
l = text
more
  |l||
  text
  more|
m = two words  |m|two words|
n = one folded  |n|one
  folded|
o = 90.5  |o|1:30.5|
"
    );
}

#[test]
fn a_handle_stands_for_what_the_file_says() {
    let text = "%TAG !n! tag:yaml.org,2002:\n---\na: !n!str 0123\nb: !<tag:yaml.org,2002:st%72> 0123\n";
    let (_, reading) = read(text);
    let values: Vec<_> = reading.properties.iter().map(|property| property.value.text.as_str()).collect();
    assert_eq!((values, reading.faults.len()), (vec!["0123", "0123"], 0));
}

#[test]
fn every_escape_is_read() {
    let (_, reading) = read(r#"a: "\0\a\b\t\n\v\f\r\e\ \"\\\N\_\L\P\x41\u0042\U00000043""#);
    let text = "\0\u{7}\u{8}\t\n\u{b}\u{c}\r\u{1b} \"\\\u{85}\u{a0}\u{2028}\u{2029}ABC";
    assert_eq!(reading.properties[0].value.text, text);
}

#[test]
fn an_absent_value_stands_directly_behind_its_colon() {
    let (source, reading) = read("a:   # nothing\nb: {c: , d}\n");
    let at: Vec<_> = reading.properties.iter().map(|property| property.value.span.start as usize).collect();
    let text = source.text();
    assert_eq!(at, [2, text.find("c:").unwrap() + 2, text.find('d').unwrap() + 1]);
}

#[test]
fn references_say_through_which_place_a_property_came() {
    let text = "base: &base {x: 1, y: 2}\nown:\n  <<: *base\n  y: 3\ncopy: *base\n";
    assert_eq!(
        listing(text),
        "\
base.x = 1  |x|1|
base.y = 2  |y|2|
own.x = 1  |x|1| through *base
own.y = 3  |y|3|
copy.x = 1  |x|1| through *base
copy.y = 2  |y|2| through *base
"
    );
}

#[test]
fn line_ends_and_marks_do_not_shift_a_place() {
    for (text, byte) in [("a: 1\r\nb: ä2\r\n", 9), ("a: 1\rb: ä2\r", 8), ("\u{feff}a: 1\nb: ä2\n", 11)] {
        let (source, reading) = read(text);
        let place = source.position(reading.properties[1].value.span.start);
        assert_eq!((place.line, place.column, place.byte), (2, 4, byte), "{text:?}");
    }
}
