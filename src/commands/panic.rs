//! A panic where something secret could be in its message (a token, a part of a file): only its place is told.

/// Replaces what the program says when it panics.
pub(super) fn say_nothing_secret() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        crate::terminal::say(&format!(
            "error: the program has a fault{place}. Please report this line; it contains nothing secret."
        ));
    }));
}

#[cfg(test)]
mod tests {
    /// The hook is the whole process's, so the panic happens in a process of its own: this test, run again.
    #[test]
    fn a_panic_does_not_show_its_message() {
        const AGAIN: &str = "OSWEB_CONFIG_TEST_PANIC";
        const SECRET: &str = "planted-secret-in-a-panic";
        if std::env::var_os(AGAIN).is_some() {
            super::say_nothing_secret();
            panic!("{SECRET}");
        }
        let me = std::env::current_exe().expect("a test has a file");
        let ran = std::process::Command::new(me)
            .args(["--exact", "commands::panic::tests::a_panic_does_not_show_its_message", "--nocapture"])
            .env(AGAIN, "1")
            .output()
            .expect("it can be run again");
        let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert!(!ran.status.success());
        assert!(said.contains("the program has a fault at src"), "{said}");
        assert!(!said.contains(SECRET), "{said}");
    }
}
