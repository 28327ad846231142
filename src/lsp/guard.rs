//! A fault of the program: it ends one request, not the server.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is answered instead of a result.
pub const FAULT: &str =
    "osweb-config has a fault and could not do this; its place is in the server's log (standard error)";

/// Does something; `None` where it panics. The panic's message is dropped, since it may hold a part of a file.
pub fn guarded<T>(act: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(act)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_no_result() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| -> i32 { std::panic::resume_unwind(Box::new("x")) }), None);
    }
}
