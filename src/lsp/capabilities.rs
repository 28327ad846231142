//! What the server offers to an editor.

use gen_lsp_types::{
    CodeActionOptions, CodeActionProvider, CompletionOptions, DefinitionProvider, DiagnosticOptions,
    DiagnosticProvider, DocumentLinkOptions, DocumentSymbolProvider, ExecuteCommandOptions, FoldingRangeProvider,
    HoverProvider, Save, SaveOptions, ServerCapabilities, TextDocumentSync, TextDocumentSyncKind,
    TextDocumentSyncOptions,
};

use super::actions;
use super::client::Client;
use super::configuration::SECTION;

/// The capabilities, in the units that the editor counts in.
pub fn capabilities(client: &Client) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(client.encoding()),
        text_document_sync: Some(TextDocumentSync::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            // A text that was lost by a fault comes back when it is saved.
            save: Some(Save::SaveOptions(SaveOptions { include_text: Some(true) })),
            ..TextDocumentSyncOptions::default()
        })),
        code_action_provider: Some(CodeActionProvider::CodeActionOptions(CodeActionOptions {
            code_action_kinds: Some(actions::KINDS.to_vec()),
            ..CodeActionOptions::default()
        })),
        definition_provider: Some(DefinitionProvider::Bool(true)),
        document_link_provider: Some(DocumentLinkOptions::default()),
        document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![actions::SHOW_RULE.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        folding_range_provider: Some(FoldingRangeProvider::Bool(true)),
        hover_provider: Some(HoverProvider::Bool(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec![":".to_owned(), " ".to_owned()]),
            ..CompletionOptions::default()
        }),
        diagnostic_provider: Some(DiagnosticProvider::DiagnosticOptions(DiagnosticOptions {
            identifier: Some(SECTION.to_owned()),
            inter_file_dependencies: true,
            ..DiagnosticOptions::default()
        })),
        ..ServerCapabilities::default()
    }
}
