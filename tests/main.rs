//! All integration tests: one binary, by command and by law.

mod cli;
mod cmd;
mod jvm;
#[cfg(feature = "live")]
mod live;
mod places;
mod reading;
mod report;
mod schema;
