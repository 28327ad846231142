//! Anchors, aliases and merge keys.

use crate::random::Random;

/// A file that says everything by reference.
pub fn file(random: &mut Random) -> String {
    let mut text = String::new();
    let mut anchors: Vec<String> = vec![];
    for number in 0..2 + random.below(4) {
        let anchor = format!("m{number}");
        let flow = random.once_in(3);
        let mut entries: Vec<String> = vec![];
        for _ in 0..1 + random.below(4) {
            let alias = |random: &mut Random| match random.below(40) {
                0 => "*nope".to_owned(),
                1 | 2 => format!("*m{number}"),
                3..10 => format!("{{{}: inline}}", random.pick(&["a", "b", "8", "on"])),
                _ if anchors.is_empty() => "{b: inline}".to_owned(),
                _ => format!("*{}", anchors[random.below(anchors.len())]),
            };
            let (first, second) = (alias(random), alias(random));
            let key = random.pick(&["a", "b", "c", "a.b", "8", "010", "on", "'8'", "~"]);
            entries.push(match random.below(9) {
                0 | 1 => format!("<<: {first}"),
                2 => format!("<<: [{first}, {second}]"),
                3 => format!("{key}: {first}"),
                4 => format!("{key}: &s{number} v{number}"),
                5 => format!("{first} : v"),
                6 => format!("'<<': {first}"),
                7 if random.once_in(4) => format!("<<: {}", random.pick(&["x", "[x]", "~", "[]", "{}", "''"])),
                _ => format!("{key}: v{number}"),
            });
        }
        if flow {
            text += &format!("k{number}: &{anchor} {{{}}}\n", entries.join(", "));
        } else if random.once_in(5) {
            text += &format!("k{number}: &{anchor}\n");
            entries.iter().for_each(|entry| text += &format!("- {entry}\n"));
        } else {
            text += &format!("k{number}: &{anchor}\n");
            entries.iter().for_each(|entry| text += &format!("  {entry}\n"));
        }
        anchors.push(anchor);
    }
    text
}
