//! The steps in Microsoft 365 and enaio server, with the file's values.

use osweb_config::choice::Choice;
use osweb_config::sanitize;
use osweb_config::setup::{self, Access, Author, Block, Line, Part, Piece, Row, Runbook, Step, Values};
use serde_json::{Value as Json, json};

use crate::request::{Answer, Request, Wishes};
use crate::show::readable;

fn runbook(request: &Request, wishes: &Wishes) -> Result<Runbook, Json> {
    readable(request).map(|view| Runbook::new(Values::new(&view, &wishes.of_library())))
}

/// The runbook, as a check list.
pub fn setup(request: &Request, wishes: &Wishes) -> Json {
    let runbook = match runbook(request, wishes) {
        Err(why) => return why,
        Ok(runbook) => runbook,
    };
    let sections = runbook.sections.iter().map(|section| {
        let steps = section.steps.iter().map(step);
        json!({ "title": section.title, "intro": line(&section.intro), "steps": steps.collect::<Vec<_>>() })
    });
    json!({
        "title": runbook.title,
        "intro": line(&runbook.intro),
        "sections": sections.collect::<Vec<_>>(),
        "references": runbook.references,
        "ways": Access::ALL.iter().map(|way| json!([way.as_str(), way.summary()])).collect::<Vec<_>>(),
    })
}

/// A script of the runbook; Windows wants its line ends.
pub fn script(request: &Request, part: &str, wishes: &Wishes) -> Answer {
    match runbook(request, wishes) {
        Err(why) => Answer::json(why),
        Ok(runbook) => {
            let script = setup::powershell(&runbook, Part::parse(part).unwrap_or_default());
            Answer::with(json!({}), script.replace('\n', "\r\n").into_bytes())
        }
    }
}

fn step(step: &Step) -> Json {
    json!({
        "title": line(&step.title),
        "by": (step.by == Author::Microsoft).then_some("Microsoft"),
        "blocks": step.blocks.iter().map(block).collect::<Vec<_>>(),
    })
}

fn block(block: &Block) -> Json {
    match block {
        Block::Item(text) => json!({ "item": line(text) }),
        Block::Note(text) => json!({ "note": line(text) }),
        Block::Command(text) | Block::Shell(text) | Block::File(text) => json!({ "command": sanitize::line(text) }),
        Block::Table(rows) => json!({ "rows": rows.iter().map(row).collect::<Vec<_>>() }),
    }
}

fn row(row: &Row) -> Json {
    json!({ "label": row.label, "name": row.name, "value": line(&row.value), "note": row.note.as_ref().map(line) })
}

/// A line as pieces: what kind each is, and its text.
fn line(line: &Line) -> Json {
    let pieces = line.0.iter().map(|piece| match piece {
        Piece::Words(text) => json!(["words", text]),
        Piece::Label(text) => json!(["label", text]),
        Piece::Code(text) => json!(["code", text]),
        Piece::Link(text) => json!(["link", text]),
        Piece::Value(value) => json!([if value.known { "value" } else { "missing" }, sanitize::line(&value.text)]),
    });
    pieces.collect()
}
