//! The loop: a message in, what it asks for out; diagnostics when no message waits.

use std::collections::HashMap;

use gen_lsp_types::{
    CodeActionOptions, CodeActionParams, CodeActionProvider, CompletionOptions, CompletionParams, DiagnosticOptions,
    DiagnosticProvider, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, DocumentDiagnosticParams, HoverParams, HoverProvider, InitializeResult,
    PublishDiagnosticsParams, Save, ServerCapabilities, ServerInfo, TextDocumentSync, TextDocumentSyncKind,
    TextDocumentSyncOptions, Uri,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::Client;
use super::configuration::{Configuration, SECTION};
use super::documents::Document;
use super::guard::{FAULT, guarded};
use super::{actions, completion, diagnostics, hover};
use crate::date::Date;
use crate::error::Error;
use crate::exit::Exit;
use crate::workspace::Workspace;

/// The id of the one kind of request whose answer counts.
const SETTINGS: &str = "settings";

/// Serves an editor until it says `exit` or goes away.
///
/// # Errors
/// What it sent first is no `initialize`.
pub fn serve(connection: &Connection) -> Result<Exit, Error> {
    let (id, parameters) = connection.initialize_start().map_err(|_| {
        Error::new("no editor speaks here: `osweb-config lsp` is started by an editor").hint("see docs/editors.md")
    })?;
    let client = Client::new(&parameters);
    let result = InitializeResult {
        capabilities: capabilities(&client),
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    let mut server = Server {
        connection,
        client,
        configuration: Configuration::default(),
        workspace: Workspace::default(),
        documents: HashMap::new(),
        generation: 0,
        is_shut_down: false,
    };
    server.send(Response::new_ok(id, result));
    server.configure(parameters.get("initializationOptions").cloned());
    Ok(server.run())
}

fn capabilities(client: &Client) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(client.encoding()),
        text_document_sync: Some(TextDocumentSync::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            save: Some(Save::Bool(true)),
            ..TextDocumentSyncOptions::default()
        })),
        code_action_provider: Some(CodeActionProvider::CodeActionOptions(CodeActionOptions {
            code_action_kinds: Some(actions::KINDS.to_vec()),
            ..CodeActionOptions::default()
        })),
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

/// The server's state.
struct Server<'c> {
    connection: &'c Connection,
    client: Client,
    configuration: Configuration,
    workspace: Workspace,
    documents: HashMap<Uri, Document>,
    /// How often what texts are judged by has changed.
    generation: u32,
    is_shut_down: bool,
}

/// What a request asks for, or why it cannot be had.
type Answer = Result<Value, (ErrorCode, String)>;

impl Server<'_> {
    fn run(&mut self) -> Exit {
        loop {
            // What waits may change the texts again: only then is something said of them.
            let message = match self.connection.receiver.try_recv() {
                Ok(message) => message,
                Err(_) => {
                    self.publish();
                    let Ok(message) = self.connection.receiver.recv() else { return Exit::Left };
                    message
                }
            };
            match message {
                Message::Request(request) => self.answer(request),
                // Without `shutdown` before it the protocol demands 1.
                Message::Notification(one) if one.method == "exit" => {
                    return if self.is_shut_down { Exit::Done } else { Exit::Left };
                }
                Message::Notification(notification) => self.take(notification),
                Message::Response(response) => self.take_settings(response),
            }
        }
    }

    fn send(&self, message: impl Into<Message>) {
        // An editor that has gone away is noticed where messages are received.
        let _ = self.connection.sender.send(message.into());
    }

    fn notify(&self, method: &str, parameters: impl Serialize) {
        self.send(Notification::new(method.to_owned(), parameters));
    }

    fn ask(&self, id: &str, method: &str, parameters: impl Serialize) {
        self.send(Request::new(RequestId::from(id.to_owned()), method.to_owned(), parameters));
    }

    /// Shows a message: 1 is an error.
    fn say(&self, message: &str) {
        self.notify("window/showMessage", json!({ "type": 1, "message": message }));
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let answered = if self.is_shut_down {
            Err((ErrorCode::InvalidRequest, "the server is shut down".to_owned()))
        } else {
            guarded(|| self.result(&method, params))
                .unwrap_or_else(|| Err((ErrorCode::InternalError, FAULT.to_owned())))
        };
        self.send(match answered {
            Ok(result) => Response::new_ok(id, result),
            Err((code, why)) => Response::new_err(id, code as i32, why),
        });
    }

    fn result(&mut self, method: &str, parameters: Value) -> Answer {
        match method {
            "shutdown" => {
                self.is_shut_down = true;
                Ok(Value::Null)
            }
            "textDocument/diagnostic" => answer(parameters, |asked| self.asked_diagnostics(asked)),
            "textDocument/codeAction" => answer(parameters, |asked: CodeActionParams| {
                let Some(document) = self.documents.get_mut(&asked.text_document.uri) else { return vec![] };
                actions::offered(&asked, document, &self.workspace, &self.configuration, &self.client)
            }),
            "textDocument/hover" => answer(parameters, |asked: HoverParams| {
                let place = asked.text_document_position_params;
                let document = self.documents.get_mut(&place.text_document.uri)?;
                hover::at(place.position, document, &self.workspace, &self.configuration, self.client.units)
            }),
            "textDocument/completion" => answer(parameters, |asked: CompletionParams| {
                let place = asked.text_document_position_params;
                let Some(document) = self.documents.get_mut(&place.text_document.uri) else { return vec![] };
                completion::at(place.position, document, &self.workspace, &self.client)
            }),
            _ => Err((ErrorCode::MethodNotFound, format!("there is no `{}`", crate::sanitize::line(method)))),
        }
    }

    fn take(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        if guarded(|| self.notice(&method, params)).is_none() {
            // What happened to a text is not known: nothing more is said of it until it is opened again.
            self.documents.clear();
            self.say(FAULT);
        }
    }

    fn notice(&mut self, method: &str, parameters: Value) {
        match method {
            "initialized" => self.introduce(),
            "textDocument/didOpen" => with(parameters, |opened: DidOpenTextDocumentParams| {
                let text = opened.text_document;
                if self.configuration.judges(&super::uri::name(&text.uri)) {
                    // A text that is opened again may begin with the version that it had.
                    self.generation += 1;
                    // A server may run for days.
                    self.workspace.options.expiry.today = Some(Date::today());
                    let document = Document::new(text.uri.clone(), text.version, text.text);
                    self.documents.insert(text.uri, document);
                }
            }),
            "textDocument/didChange" => with(parameters, |changed: DidChangeTextDocumentParams| {
                let text = changed.text_document;
                if let Some(document) = self.documents.get_mut(&text.text_document_identifier.uri) {
                    document.change(text.version, changed.content_changes, self.client.units);
                }
            }),
            "textDocument/didSave" => with(parameters, |saved: DidSaveTextDocumentParams| {
                if let Some(document) = self.documents.get_mut(&saved.text_document.uri) {
                    document.look_at_disk();
                }
                self.read_again();
            }),
            "textDocument/didClose" => with(parameters, |closed: DidCloseTextDocumentParams| {
                let uri = closed.text_document.uri;
                if self.documents.remove(&uri).is_some() && !self.client.asks_for_diagnostics {
                    let nothing = PublishDiagnosticsParams { uri, version: None, diagnostics: vec![] };
                    self.notify("textDocument/publishDiagnostics", nothing);
                }
            }),
            "workspace/didChangeWatchedFiles" => self.read_again(),
            "workspace/didChangeConfiguration" => match parameters.pointer(&format!("/settings/{SECTION}")) {
                Some(settings) => self.configure(Some(settings.clone())),
                None => self.ask_for_settings(),
            },
            _ => {}
        }
    }

    /// After the start: asks for the settings and has the files watched that texts are judged by.
    fn introduce(&self) {
        self.ask_for_settings();
        if self.client.watches {
            // Which files these are may change with the settings: those of all kinds that can be named are watched.
            let watchers = json!([{ "globPattern": "**/*.{yml,yaml,json,reg,properties}" }]);
            let registration = json!({
                "id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": { "watchers": watchers },
            });
            self.ask("watch", "client/registerCapability", json!({ "registrations": [registration] }));
        }
    }

    fn ask_for_settings(&self) {
        if self.client.has_settings {
            self.ask(SETTINGS, "workspace/configuration", json!({ "items": [{ "section": SECTION }] }));
        }
    }

    fn take_settings(&mut self, response: Response) {
        let Ok(result) = response.response_result else { return };
        if response.id != RequestId::from(SETTINGS.to_owned()) {
            return;
        }
        // An editor without settings for this server leaves those that it started with.
        if let Some(settings) = result.get(0).filter(|settings| settings.as_object().is_some_and(|one| !one.is_empty()))
        {
            self.configure(Some(settings.clone()));
        }
    }

    fn configure(&mut self, settings: Option<Value>) {
        match Configuration::read(settings) {
            Ok(configuration) => {
                self.configuration = configuration;
                self.read_again();
            }
            Err(error) => self.say(&error.to_string()),
        }
    }

    /// Reads the files again that texts are judged by.
    fn read_again(&mut self) {
        let (workspace, errors) = self.configuration.workspace(&self.client.folder);
        errors.iter().for_each(|error| self.say(&error.to_string()));
        self.workspace = workspace;
        self.generation += 1;
        self.documents.values_mut().for_each(Document::forget);
        if self.client.asks_again && !self.documents.is_empty() {
            self.ask("again", "workspace/diagnostic/refresh", Value::Null);
        }
    }

    /// Sends what is to be said of texts that have changed.
    fn publish(&mut self) {
        if self.client.asks_for_diagnostics {
            return;
        }
        let due: Vec<Uri> = self.documents.values().filter(|one| one.is_due).map(|one| one.uri.clone()).collect();
        for uri in due {
            let shown = guarded(|| self.diagnostics(&uri));
            let Some(document) = self.documents.get_mut(&uri) else { continue };
            document.is_due = false;
            let version = Some(document.version);
            if shown.is_none() {
                self.say(FAULT);
            }
            let diagnostics = shown.unwrap_or_default();
            self.notify("textDocument/publishDiagnostics", PublishDiagnosticsParams { uri, version, diagnostics });
        }
    }

    fn diagnostics(&mut self, uri: &Uri) -> Vec<gen_lsp_types::Diagnostic> {
        let Some(document) = self.documents.get_mut(uri) else { return vec![] };
        document.judge(&self.workspace, &self.configuration);
        let lines = document.lines(self.client.units);
        let found = document.found().iter();
        found.map(|one| diagnostics::shown(one, uri, &lines, self.client.units)).collect()
    }

    fn asked_diagnostics(&mut self, asked: DocumentDiagnosticParams) -> Value {
        let uri = asked.text_document.uri;
        let version = self.documents.get(&uri).map(|document| document.version);
        let id = format!("{}.{}", self.generation, version.unwrap_or_default());
        if asked.previous_result_id.as_ref() == Some(&id) {
            return json!({ "kind": "unchanged", "resultId": id });
        }
        json!({ "kind": "full", "resultId": id, "items": self.diagnostics(&uri) })
    }
}

/// Answers a request whose parameters are of the right form.
fn answer<P: DeserializeOwned, R: Serialize>(parameters: Value, act: impl FnOnce(P) -> R) -> Answer {
    let parameters = serde_json::from_value(parameters).map_err(|_| {
        (ErrorCode::InvalidParams, "the parameters are not of the form that the protocol has".to_owned())
    })?;
    serde_json::to_value(act(parameters)).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}

/// Takes a notification whose parameters are of the right form; there is no answer to another one.
fn with<P: DeserializeOwned>(parameters: Value, act: impl FnOnce(P)) {
    if let Ok(parameters) = serde_json::from_value(parameters) {
        act(parameters);
    }
}
