//! All integration tests: one binary, by command and by law.

mod cases;
mod chain;
pub mod cli;
mod cmd;
mod jvm;
mod laws;
#[cfg(feature = "live")]
mod live;
mod migrate;
mod places;
mod reading;
mod readme;
mod report;
mod rules;
mod schema;
mod write;
