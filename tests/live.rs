//! `check --live`: against real servers (the lab), against scripted ones for what only Microsoft's servers say, and against
//! listeners that record whether anything left.

#[cfg(unix)]
mod interrupt;
mod program;
mod refusals;
mod replies;
mod scripted;
mod secrets;
