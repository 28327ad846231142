//! From a new text to the edits that make it of the old one.

use std::collections::HashMap;

use gen_lsp_types::{
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier, TextEdit,
    WorkspaceEdit,
};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::client::Client;
use super::documents::Document;
use crate::source::Span;

/// The edits that make `new` of `old`, the text that is judged: whole lines, so that a cursor elsewhere stays where it is. They hold
/// for this version of the text alone.
pub fn to(document: &Document, client: &Client, old: &str, new: &str) -> WorkspaceEdit {
    let lines = document.lines(client.units);
    let [old_lines, new_lines] = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let ends = |lines: &[&str]| -> Vec<usize> {
        let ends = lines.iter().scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        });
        std::iter::once(0).chain(ends).collect()
    };
    let (olds, news) = (ends(&old_lines), ends(&new_lines));
    let ops = capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines);
    let edits = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).map(|op| {
        let (from, to) = (op.old_range(), op.new_range());
        let span = Span::new(olds[from.start], olds[from.end]);
        TextEdit { range: lines.range(span), new_text: new[news[to.start]..news[to.end]].to_owned() }
    });
    if !client.knows_versions {
        let changes = HashMap::from([(document.uri.clone(), edits.collect())]);
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: Some(document.version),
        text_document_identifier: TextDocumentIdentifier { uri: document.uri.clone() },
    };
    let edits = edits.map(Edit::TextEdit).collect();
    let change = DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits });
    WorkspaceEdit { document_changes: Some(vec![change]), ..WorkspaceEdit::default() }
}
