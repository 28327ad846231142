//! The page's program: requests and answers as bytes, nothing kept between them.
//!
//! A request is the length of its JSON head (32 bits, little-endian), the head, and the files that it speaks of, one after the other.
//! An answer is the same: length, JSON, and the bytes of a new file where there is one. There is no clock, no disk and no network in here:
//! the module imports nothing.

mod check;
mod explain;
mod fix;
mod migrate;
mod request;
mod setup;
mod show;

use std::sync::atomic::{AtomicUsize, Ordering};

use request::{Answer, Call, Request};

/// Length of the answer that the last call gave.
static ANSWER_LENGTH: AtomicUsize = AtomicUsize::new(0);

/// Memory for a request of so many bytes.
#[allow(unsafe_code, reason = "JavaScript finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
    Box::into_raw(vec![0u8; length].into_boxed_slice()).cast()
}

/// Gives memory back: an answer that has been read.
#[allow(unsafe_code, reason = "takes back what `call` has handed out, with the length that it has told")]
#[unsafe(no_mangle)]
pub extern "C" fn release(at: *mut u8, length: usize) {
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, length)) });
}

/// Answers the request at `at`, which is released. The answer's length is told by [`answer_length`].
#[allow(unsafe_code, reason = "takes the memory that `allocate` has handed out, with the length that was asked for")]
#[unsafe(no_mangle)]
pub extern "C" fn call(at: *mut u8, length: usize) -> *mut u8 {
    let mut request = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, length)) };
    let answer = answer(&request);
    // What was handed in may hold secrets, and memory is used again.
    request.fill(0);
    ANSWER_LENGTH.store(answer.len(), Ordering::Relaxed);
    Box::into_raw(answer.into_boxed_slice()).cast()
}

/// Length of the answer that [`call`] has just given, in bytes.
#[allow(unsafe_code, reason = "JavaScript finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn answer_length() -> usize {
    ANSWER_LENGTH.load(Ordering::Relaxed)
}

/// Answers a request; one that cannot be understood is answered by `{"error": …}`.
pub fn answer(request: &[u8]) -> Vec<u8> {
    let answer = match Request::parse(request) {
        Err(error) => Answer::json(serde_json::json!({ "error": error })),
        Ok(request) => match &request.call {
            Call::Check {} => Answer::json(check::check(&request)),
            Call::Report {} => Answer::json(check::report(&request)),
            Call::Text {} => text(&request),
            Call::Edit {} => Answer::with(check::check(&request), request.edited.clone().unwrap_or_default()),
            Call::Fix { all, one } => fix::fix(&request, *all, *one),
            Call::Fields {} => Answer::json(migrate::fields(&request)),
            Call::Judge { setting, text } => Answer::json(migrate::judge(setting, text)),
            Call::Migrate { values, secret } => migrate::migrate(&request, values, secret),
            Call::Show {} => Answer::json(show::show(&request)),
            Call::Setup(wishes) => Answer::json(setup::setup(&request, wishes)),
            Call::Script { part, wishes } => setup::script(&request, part, wishes),
            Call::Explain { query } => Answer::json(explain::explain(query)),
        }
        .of(&request),
    };
    answer.into_bytes()
}

/// The current file's text, in UTF-8, secrets included.
fn text(request: &Request) -> Answer {
    let text = request.current().map(|file| file.source.text().as_bytes().to_vec());
    Answer::with(serde_json::json!({}), text.unwrap_or_default())
}
