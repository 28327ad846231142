//! From the parameters of a message to what is done with them.

use lsp_server::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a request asks for, or why it cannot be had.
pub type Answer = Result<Value, (ErrorCode, String)>;

/// Answers a request whose parameters are of the right form.
pub fn answer<P: DeserializeOwned, R: Serialize>(parameters: Value, act: impl FnOnce(P) -> R) -> Answer {
    let parameters = serde_json::from_value(parameters).map_err(|_| {
        (ErrorCode::InvalidParams, "the parameters are not of the form that the protocol has".to_owned())
    })?;
    serde_json::to_value(act(parameters)).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}

/// Takes a notification whose parameters are of the right form; there is no answer to another one.
pub fn with<P: DeserializeOwned>(parameters: Value, act: impl FnOnce(P)) {
    if let Ok(parameters) = serde_json::from_value(parameters) {
        act(parameters);
    }
}
