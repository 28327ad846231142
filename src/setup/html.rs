//! The runbook as one self-contained page with check boxes: no address is fetched, nothing leaves the browser.

use super::line::shown;
use super::{Author, Block, Line, Piece, Row, Runbook, Step};
use crate::choice::Choice;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// SHA-256 of [`SCRIPT`] in Base64: the only script that the page lets run. A test compares it.
const SCRIPT_HASH: &str = "2Z0pBduZvFQ0voljTBOhPpUaWn+QdvJn/6T4xx5n2Fo=";

/// Renders a runbook.
pub fn html(runbook: &Runbook) -> String {
    let mut out = String::with_capacity(32 * 1024);
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"
    );
    out.push_str(&format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body data-runbook=\"{:016x}\">\n<header>\n<h1>{0}</h1>\n<p>{}</p>\n",
        escape(runbook.title),
        fingerprint(runbook),
        inline(&runbook.intro)
    ));
    out.push_str(
        "<p class=\"progress\"><progress id=\"bar\" value=\"0\" max=\"1\"></progress> <span id=\"count\" role=\"status\"></span> \
         <button type=\"button\" id=\"clear\">Clear all check marks</button></p>\n<noscript><p>Without scripts the check \
         marks are not kept when the page is closed.</p></noscript>\n</header>\n<main>\n",
    );
    for (number, section) in runbook.sections.iter().enumerate() {
        let number = number + 1;
        out.push_str(&format!(
            "<section>\n<h2>{number}. {}</h2>\n<p>{}</p>\n<ol>\n",
            escape(section.title),
            inline(&section.intro)
        ));
        for (index, step) in section.steps.iter().enumerate() {
            write_step(&mut out, &format!("{number}.{}", index + 1), step);
        }
        out.push_str("</ol>\n</section>\n");
    }
    out.push_str("<section>\n<h2>Documentation</h2>\n<ul>\n");
    for (title, url) in runbook.references {
        out.push_str(&format!("<li><a href=\"{}\" rel=\"noreferrer\">{}</a></li>\n", escape(url), escape(title)));
    }
    out.push_str(&format!("</ul>\n</section>\n</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    out
}

fn write_step(out: &mut String, number: &str, step: &Step) {
    let by = match step.by {
        Author::Microsoft => " <small class=\"by\">Microsoft</small>",
        Author::Vendor | Author::Program => "",
    };
    out.push_str(&format!(
        "<li class=\"step\">\n<h3><label><input type=\"checkbox\" id=\"step-{number}\"> <span><b>{number}</b> {}{by}</span></label></h3>\n",
        inline(&step.title)
    ));
    let mut list = false;
    for block in &step.blocks {
        let item = matches!(block, Block::Item(_));
        if item != list {
            out.push_str(if item { "<ul>\n" } else { "</ul>\n" });
            list = item;
        }
        match block {
            Block::Item(line) => out.push_str(&format!("<li>{}</li>\n", inline(line))),
            Block::Note(line) => out.push_str(&format!("<p class=\"note\">{}</p>\n", inline(line))),
            Block::Command(text) | Block::Shell(text) | Block::File(text) => {
                out.push_str(&format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", words(text)));
            }
            Block::Table(rows) => table(out, number, rows),
        }
    }
    if list {
        out.push_str("</ul>\n");
    }
    out.push_str("</li>\n");
}

fn table(out: &mut String, number: &str, rows: &[Row]) {
    out.push_str("<table>\n<thead><tr><th>Setting</th><th>Value</th></tr></thead>\n<tbody>\n");
    for row in rows {
        let name = format!("<code>{}</code>", escape(&row.name));
        let name = row.label.map_or_else(|| name.clone(), |label| format!("{} <small>{name}</small>", escape(label)));
        let note = row.note.as_ref().map_or_else(String::new, |note| format!("<br><small>{}</small>", inline(note)));
        let id = format!("step-{number}-{}", escape(&row.name));
        out.push_str(&format!(
            "<tr><th scope=\"row\"><label><input type=\"checkbox\" id=\"{id}\"> <span>{name}</span></label></th><td>{}{note}</td></tr>\n",
            inline(&row.value)
        ));
    }
    out.push_str("</tbody>\n</table>\n");
}

fn inline(line: &Line) -> String {
    line.0
        .iter()
        .map(|piece| match piece {
            Piece::Words(text) => escape(text),
            Piece::Label(text) => format!("<b>{}</b>", escape(text)),
            Piece::Code(text) => format!("<code>{}</code>", escape(text)),
            Piece::Link(url) => format!("<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", escape(url)),
            Piece::Value(value) if value.known => format!("<code>{}</code>", escape(&shown(&value.text))),
            Piece::Value(value) => format!("<code class=\"missing\">{}</code>", escape(&shown(&value.text))),
        })
        .collect()
}

/// A command whose words are not broken at their dashes.
fn words(command: &str) -> String {
    let words: Vec<_> = shown(command).split(' ').map(|word| format!("<span>{}</span>", escape(word))).collect();
    words.join(" ")
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(char),
        }
    }
    escaped
}

/// Tells the check marks of two runbooks apart (FNV-1a over the values): no more than that.
fn fingerprint(runbook: &Runbook) -> u64 {
    let values = &runbook.values;
    let texts = [&*values.file, &values.user.text, &values.client.text, &values.tenant.text, values.access.as_str()];
    texts
        .iter()
        .flat_map(|text| text.bytes().chain([0]))
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
