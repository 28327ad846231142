//! A fault of the program: it ends one request, not the server.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is answered instead of a result.
pub const FAULT: &str = "osweb-config has a fault and could not do this; it goes on. The place of the fault is in the server's log (standard error)";

/// Does what has this name; `None` where it panics. The panic's message is dropped, since it may hold a part of a file. In a build for
/// tests `OSWEB_CONFIG_PANIC` names what does.
pub fn guarded<T>(name: &str, act: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(|| {
        #[cfg(debug_assertions)]
        assert!(std::env::var("OSWEB_CONFIG_PANIC").ok().as_deref() != Some(name), "asked for");
        #[cfg(not(debug_assertions))]
        let _ = name;
        act()
    }))
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_no_result() {
        assert_eq!(guarded("x", || 1), Some(1));
        assert_eq!(guarded("x", || -> i32 { std::panic::resume_unwind(Box::new("x")) }), None);
    }
}
