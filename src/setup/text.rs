//! The runbook as text for a terminal or a text file.

use super::line::shown;
use super::{Author, Block, Line, Piece, Row, Runbook, Step};

/// Columns that a paragraph may take.
const WIDTH: usize = 80;

/// Renders a runbook.
pub fn text(runbook: &Runbook) -> String {
    let mut out = format!("{}\n{}\n\n", runbook.title, "=".repeat(runbook.title.chars().count()));
    paragraph(&mut out, "", "", &plain(&runbook.intro));
    for (number, section) in runbook.sections.iter().enumerate() {
        let title = format!("{}. {}", number + 1, section.title);
        out.push_str(&format!("\n{title}\n{}\n\n", "-".repeat(title.chars().count())));
        paragraph(&mut out, "", "", &plain(&section.intro));
        for (index, step) in section.steps.iter().enumerate() {
            out.push('\n');
            write_step(&mut out, &format!("{}.{}", number + 1, index + 1), step);
        }
    }
    out.push_str("\nDocumentation\n-------------\n\n");
    for (title, url) in runbook.references {
        out.push_str(&format!("- {title}\n  {url}\n"));
    }
    out
}

fn write_step(out: &mut String, number: &str, step: &Step) {
    let title = match step.by {
        Author::Microsoft => format!("{} (Microsoft)", plain(&step.title)),
        Author::Vendor | Author::Program => plain(&step.title),
    };
    paragraph(out, &format!("[ ] {number} "), "    ", &title);
    for block in &step.blocks {
        match block {
            Block::Item(line) => paragraph(out, "    - ", "      ", &plain(line)),
            Block::Note(line) => paragraph(out, "    Note: ", "      ", &plain(line)),
            Block::Command(command) => out.push_str(&format!("      PS> {command}\n")),
            Block::Shell(command) => out.push_str(&format!("      > {command}\n")),
            Block::File(line) => out.push_str(&format!("      {line}\n")),
            Block::Table(rows) => table(out, rows),
        }
    }
}

fn table(out: &mut String, rows: &[Row]) {
    for row in rows {
        let name = row.label.map_or_else(|| row.name.clone(), |label| format!("{label} ({})", row.name));
        out.push_str(&format!("    [ ] {name}: {}\n", plain(&row.value)));
        if let Some(note) = &row.note {
            paragraph(out, "          ", "          ", &plain(note));
        }
    }
}

/// A line without any mark-up.
pub fn plain(line: &Line) -> String {
    line.0
        .iter()
        .map(|piece| match piece {
            Piece::Words(text) | Piece::Label(text) | Piece::Code(text) | Piece::Link(text) => (*text).to_owned(),
            Piece::Value(value) => shown(&value.text),
        })
        .collect()
}

/// Breaks a text at blanks; a word that is too long stands alone.
fn paragraph(out: &mut String, first: &str, rest: &str, text: &str) {
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(line.trim_end());
            out.push('\n');
            line = rest.to_owned();
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}
