//! Checks, migrates and live-tests the e-mail settings (`featureSwitches.sendEmail`) of enaio webclient's `osweb-prod.yml`.
//!
//! What flows through the house, one way:
//!
//! ```text
//! bytes ─► source      text, encoding, lines
//!       ─► reader      properties with spans
//!       ─► settings    the eight documented settings, bound by canonical name
//!       ─► rules       diagnostics
//!       ─► report      human, short, json, …
//! diagnostics with fixes, migration ─► edit ─► diff ─► write ─► read again
//! ```

pub mod catalog;
pub mod character;
pub mod choice;
pub mod cli;
pub mod cloud;
pub mod commands;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod diff;
pub mod edit;
pub mod error;
pub mod exit;
pub mod expiry;
pub mod fix;
pub mod inspect;
#[cfg(feature = "live")]
pub mod live;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod migration;
pub mod parse;
pub mod policy;
#[cfg(feature = "live")]
pub mod probe;
pub(crate) mod profile;
pub mod proof;
pub mod property;
pub mod report;
pub mod rotation;
pub mod rules;
pub mod sanitize;
pub mod schema;
pub mod secret;
pub mod server;
pub mod settings;
pub mod setup;
pub mod show;
pub mod source;
pub(crate) mod suppression;
pub mod system;
pub mod terminal;
pub mod workspace;
pub mod write;
