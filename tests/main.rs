//! All integration tests: one binary, by command and by law.

mod cmd;
mod jvm;
mod places;
mod reading;
mod report;
mod schema;
