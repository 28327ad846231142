//! `check --live`: against real servers (the lab), against scripted ones for what only Microsoft's servers say, and against
//! listeners that record whether anything left.

mod hostile;
#[cfg(unix)]
mod interrupt;
mod probe;
mod program;
mod refusals;
mod replies;
mod rotate;
mod scripted;
mod secrets;
mod use_of_it;
mod ways;
