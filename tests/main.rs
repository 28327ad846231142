//! All integration tests: one binary, by command and by law.

mod reading;
mod schema;
