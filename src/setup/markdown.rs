//! The runbook as Markdown with task lists, for an issue, a wiki or a pull request.

use super::line::shown;
use super::{Author, Block, Line, Piece, Row, Runbook, Step};

/// Renders a runbook.
pub fn markdown(runbook: &Runbook) -> String {
    let mut out = format!("# {}\n\n{}\n", runbook.title, inline(&runbook.intro));
    for (number, section) in runbook.sections.iter().enumerate() {
        out.push_str(&format!("\n## {}. {}\n\n{}\n", number + 1, section.title, inline(&section.intro)));
        for (index, step) in section.steps.iter().enumerate() {
            write_step(&mut out, &format!("{}.{}", number + 1, index + 1), step);
        }
    }
    out.push_str("\n## Documentation\n\n");
    for (title, url) in runbook.references {
        out.push_str(&format!("- [{title}]({url})\n"));
    }
    out
}

fn write_step(out: &mut String, number: &str, step: &Step) {
    let by = if step.by == Author::Microsoft { " (Microsoft)" } else { "" };
    out.push_str(&format!("\n- [ ] **{number}** {}{by}\n", inline(&step.title)));
    for block in &step.blocks {
        match block {
            Block::Item(line) => out.push_str(&format!("  - {}\n", inline(line))),
            Block::Note(line) => out.push_str(&format!("\n  > {}\n\n", inline(line))),
            Block::Command(command) => fenced(out, "powershell", command),
            Block::Shell(command) => fenced(out, "sh", command),
            Block::File(line) => fenced(out, "text", line),
            Block::Table(rows) => table(out, rows),
        }
    }
}

fn table(out: &mut String, rows: &[Row]) {
    out.push_str("\n  | setting | value | note |\n  | --- | --- | --- |\n");
    for row in rows {
        let name = row.label.map_or_else(|| code(&row.name), |label| format!("{label} ({})", code(&row.name)));
        let note = row.note.as_ref().map_or_else(String::new, inline);
        out.push_str(&format!("  | {} | {} | {} |\n", cell(&name), cell(&inline(&row.value)), cell(&note)));
    }
    out.push('\n');
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn inline(line: &Line) -> String {
    line.0
        .iter()
        .map(|piece| match piece {
            Piece::Words(text) => (*text).to_owned(),
            Piece::Label(text) => format!("**{text}**"),
            Piece::Code(text) => code(text),
            Piece::Link(url) => format!("<{url}>"),
            Piece::Value(value) => code(&shown(&value.text)),
        })
        .collect()
}

/// A code span: its fence is longer than any run of backquotes inside it.
fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn fenced(out: &mut String, language: &str, command: &str) {
    let fence = "`".repeat((longest_run(command) + 1).max(3));
    out.push_str(&format!("\n  {fence}{language}\n  {command}\n  {fence}\n"));
}

fn longest_run(text: &str) -> usize {
    text.split(|char| char != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_code_span() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
    }
}
