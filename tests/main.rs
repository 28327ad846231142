//! The tests that need nothing but the Rust toolchain: `cargo test`. By command and by law.
//! What needs installed programs is in `installed.rs`.

mod cases;
mod chain;
mod cli;
mod cmd;
mod common;
mod docs;
mod laws;
#[cfg(feature = "live")]
mod live;
#[cfg(feature = "lsp")]
mod lsp;
mod migrate;
mod project;
mod random;
mod reading;
mod report;
mod rotate;
mod rules;
mod schema;
mod write;
