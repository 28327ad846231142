//! The loop: a message in, what it asks for out; diagnostics when no message waits.

use std::collections::HashMap;
use std::sync::Arc;

use gen_lsp_types::{
    CodeActionParams, CompletionParams, DefinitionParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentLinkParams,
    DocumentSymbolParams, ExecuteCommandParams, FoldingRangeParams, HoverParams, InitializeResult,
    PublishDiagnosticsParams, ServerInfo, Uri,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::capabilities::capabilities;
use super::client::Client;
use super::configuration::{Configuration, SECTION};
use super::documents::Document;
use super::guard::{FAULT, guarded};
use super::parameters::{Answer, answer, with};
use super::plan::{Plan, Plans};
use super::{actions, completion, diagnostics, hover, navigation, uri, watching};
use crate::date::Date;
use crate::error::Error;
use crate::exit::Exit;
use crate::rules;

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
    let configuration = Configuration::default();
    let plans = Plans::new(&configuration, &client.folder);
    let mut server = Server {
        connection,
        client,
        configuration,
        plans,
        said: vec![],
        asked: 0,
        asked_settings: None,
        watched: None,
        documents: HashMap::new(),
        generation: 0,
        is_shut_down: false,
    };
    server.send(Response::new_ok(id, result));
    server.configure(parameters.get("initializationOptions").cloned());
    Ok(server.run())
}

/// The server's state.
struct Server<'c> {
    connection: &'c Connection,
    client: Client,
    configuration: Configuration,
    plans: Plans,
    /// The errors that hold now: each is said once.
    said: Vec<String>,
    /// How many requests were sent.
    asked: i32,
    /// The request whose answer is the settings.
    asked_settings: Option<RequestId>,
    /// The watchers that the editor was given; `None` before the start is over.
    watched: Option<Value>,
    documents: HashMap<Uri, Document>,
    /// How often what texts are judged by has changed.
    generation: u32,
    is_shut_down: bool,
}

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

    fn ask(&mut self, method: &str, parameters: impl Serialize) -> RequestId {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        self.send(Request::new(id.clone(), method.to_owned(), parameters));
        id
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
            guarded(&method, || self.result(&method, params))
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
                let Some(document) = judged(&mut self.documents, &asked.text_document.uri) else { return vec![] };
                actions::offered(&asked, document, &self.client)
            }),
            "textDocument/hover" => answer(parameters, |asked: HoverParams| {
                let place = asked.text_document_position_params;
                let document = judged(&mut self.documents, &place.text_document.uri)?;
                hover::at(place.position, document, self.client.units)
            }),
            "textDocument/completion" => answer(parameters, |asked: CompletionParams| {
                let place = asked.text_document_position_params;
                let Some(document) = judged(&mut self.documents, &place.text_document.uri) else { return vec![] };
                completion::at(place.position, document, &self.client)
            }),
            "textDocument/definition" => answer(parameters, |asked: DefinitionParams| {
                let place = asked.text_document_position_params;
                let document = judged(&mut self.documents, &place.text_document.uri)?;
                navigation::definition(place.position, document, self.client.units)
            }),
            "textDocument/documentLink" => answer(parameters, |asked: DocumentLinkParams| {
                let document = judged(&mut self.documents, &asked.text_document.uri)?;
                Some(navigation::links(document, self.client.units))
            }),
            "textDocument/documentSymbol" => answer(parameters, |asked: DocumentSymbolParams| {
                let document = judged(&mut self.documents, &asked.text_document.uri)?;
                Some(navigation::symbols(document, self.client.units))
            }),
            "textDocument/foldingRange" => answer(parameters, |asked: FoldingRangeParams| {
                let document = judged(&mut self.documents, &asked.text_document.uri)?;
                Some(navigation::folding(document))
            }),
            "workspace/executeCommand" => answer(parameters, |asked: ExecuteCommandParams| self.show_rule(&asked))
                .and_then(|page| match page {
                    Value::Null => Err((ErrorCode::InvalidParams, "there is no such command or rule".to_owned())),
                    page => Ok(page),
                }),
            _ => Err((ErrorCode::MethodNotFound, format!("there is no `{}`", crate::sanitize::line(method)))),
        }
    }

    fn take(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str).map(Uri::from);
        if guarded(&method, || self.notice(&method, params)).is_none() {
            // What happened to the text is not known: nothing more is said of it until the editor hands over all of it.
            if let Some(document) = uri.as_ref().and_then(|uri| self.documents.get_mut(uri)) {
                document.is_lost = true;
                document.is_due = true;
            }
            self.say(FAULT);
        }
    }

    /// Shows the page of a rule: what it is based on in a browser or, where the editor opens none, what `explain` says.
    fn show_rule(&mut self, asked: &ExecuteCommandParams) -> Option<String> {
        let name = asked.arguments.as_ref().and_then(|arguments| arguments.first()?.as_str());
        let rule = rules::find(name.filter(|_| asked.command == actions::SHOW_RULE)?)?;
        let page = rule.page();
        let mut text = format!("# {}\n\n{}", rule.name, page.summary);
        page.sections.iter().for_each(|(title, section)| text.push_str(&format!("\n\n## {title}\n\n{section}")));
        match page.url().filter(|_| self.client.opens_addresses) {
            Some(url) => drop(self.ask("window/showDocument", json!({ "uri": url, "external": true }))),
            None => self.notify("window/showMessage", json!({ "type": 3, "message": text })),
        }
        Some(text)
    }

    fn notice(&mut self, method: &str, parameters: Value) {
        match method {
            "initialized" => self.introduce(),
            "textDocument/didOpen" => with(parameters, |opened: DidOpenTextDocumentParams| {
                let text = opened.text_document;
                // A text that is opened again may begin with the version that it had.
                self.generation += 1;
                // A server may run for days.
                if self.plans.day != Date::today() {
                    self.read_again();
                }
                let plan = self.plan(&text.uri);
                self.planned();
                let document = Document::new(text.uri.clone(), text.version, text.text, plan);
                self.documents.insert(text.uri, document);
            }),
            "textDocument/didChange" => with(parameters, |changed: DidChangeTextDocumentParams| {
                let text = changed.text_document;
                if let Some(document) = self.documents.get_mut(&text.text_document_identifier.uri) {
                    document.change(text.version, changed.content_changes, self.client.units);
                }
            }),
            "textDocument/didSave" => with(parameters, |saved: DidSaveTextDocumentParams| {
                if let Some(document) = self.documents.get_mut(&saved.text_document.uri) {
                    if let Some(text) = saved.text.filter(|_| document.is_lost) {
                        document.recover(text);
                    }
                    document.look_at_disk();
                }
                // It may be one that others are judged by.
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
    fn introduce(&mut self) {
        self.watched = Some(Value::Null);
        self.ask_for_settings();
        self.watch();
    }

    fn ask_for_settings(&mut self) {
        if self.client.has_settings {
            let id = self.ask("workspace/configuration", json!({ "items": [{ "section": SECTION }] }));
            self.asked_settings = Some(id);
        }
    }

    /// Has the files watched that texts are judged by, as far as they are known by now.
    fn watch(&mut self) {
        let Some(watched) = self.watched.clone().filter(|_| self.client.watches) else { return };
        let watchers = watching::watchers(&self.plans.files(), &self.client);
        if watched == watchers {
            return;
        }
        let one = json!({ "id": "files", "method": "workspace/didChangeWatchedFiles" });
        if !watched.is_null() {
            self.ask("client/unregisterCapability", json!({ "unregisterations": [one] }));
        }
        let mut registration = one;
        registration["registerOptions"] = json!({ "watchers": watchers });
        self.ask("client/registerCapability", json!({ "registrations": [registration] }));
        self.watched = Some(watchers);
    }

    fn take_settings(&mut self, response: Response) {
        let Ok(result) = response.response_result else { return };
        if self.asked_settings.as_ref() != Some(&response.id) {
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
        self.plans = Plans::new(&self.configuration, &self.client.folder);
        self.generation += 1;
        for uri in self.documents.keys().cloned().collect::<Vec<_>>() {
            let plan = self.plan(&uri);
            let document = self.documents.get_mut(&uri);
            document.into_iter().for_each(|document| document.plan_again(plan.clone()));
        }
        self.planned();
        if self.client.asks_again && !self.documents.is_empty() {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
    }

    fn plan(&mut self, uri: &Uri) -> Option<Arc<Plan>> {
        self.plans.of(&uri::name(uri), uri::path(uri).as_deref())
    }

    /// Has the files watched that texts are judged by, and says what is wrong with them, unless that was said and still holds.
    fn planned(&mut self) {
        self.watch();
        let now: Vec<String> = self.plans.errors.iter().map(ToString::to_string).collect();
        for (index, error) in now.iter().enumerate() {
            if !self.said.contains(error) && !now[..index].contains(error) {
                self.say(error);
            }
        }
        self.said = now;
    }

    /// Sends what is to be said of texts that have changed.
    fn publish(&mut self) {
        if self.client.asks_for_diagnostics {
            return;
        }
        let due: Vec<Uri> = self.documents.values().filter(|one| one.is_due).map(|one| one.uri.clone()).collect();
        for uri in due {
            let shown = guarded("publish", || self.diagnostics(&uri));
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
        let Some(document) = judged(&mut self.documents, uri) else { return vec![] };
        document.judge();
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

/// A text that something is said of.
fn judged<'d>(documents: &'d mut HashMap<Uri, Document>, uri: &Uri) -> Option<&'d mut Document> {
    documents.get_mut(uri).filter(|document| document.is_judged())
}
