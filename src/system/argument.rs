//! A path as it is typed: in commands that people copy from a message.

/// The path as one argument of a command line, for the shells of this system: `sh` and its kin, or cmd and PowerShell.
pub fn argument(path: &str) -> String {
    if cfg!(windows) { for_windows(path) } else { for_unix(path) }
}

fn for_unix(path: &str) -> String {
    let path = not_an_option(path, "./");
    if !path.is_empty() && path.chars().all(|char| char.is_alphanumeric() || "._-/:@%+=,".contains(char)) {
        path
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

fn for_windows(path: &str) -> String {
    let path = not_an_option(path, r".\");
    if !path.is_empty() && path.chars().all(|char| char.is_alphanumeric() || r"._-/\:+".contains(char)) {
        path
    } else if path.contains(['$', '`']) {
        // cmd knows no single quotes, but PowerShell would replace what follows these in double ones.
        format!("'{}'", path.replace('\'', "''"))
    } else {
        // A backslash before the closing quotation mark would take it into the path.
        let end = path.len() - path.trim_end_matches('\\').len();
        format!("\"{path}{}\"", r"\".repeat(end))
    }
}

/// A name that begins with a dash would be taken for an option.
fn not_an_option(path: &str, here: &str) -> String {
    if path.starts_with('-') { format!("{here}{path}") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A path, and how it is typed in `sh` and on Windows.
    const TYPED: &[(&str, &str, &str)] = &[
        ("config/osweb-prod.yml", "config/osweb-prod.yml", "config/osweb-prod.yml"),
        (r"C:\enaio\osweb-prod.yml", r"'C:\enaio\osweb-prod.yml'", r"C:\enaio\osweb-prod.yml"),
        (r"C:\Program Files\a.yml", r"'C:\Program Files\a.yml'", r#""C:\Program Files\a.yml""#),
        (r"C:\my files\", r"'C:\my files\'", r#""C:\my files\\""#),
        ("it's.yml", r"'it'\''s.yml'", r#""it's.yml""#),
        ("a&b;c.yml", "'a&b;c.yml'", r#""a&b;c.yml""#),
        ("$(id).yml", "'$(id).yml'", "'$(id).yml'"),
        ("-x.yml", "./-x.yml", r".\-x.yml"),
        ("Müller.yml", "Müller.yml", "Müller.yml"),
        ("", "''", "\"\""),
    ];

    #[test]
    fn a_path_stays_one_argument() {
        for (path, unix, windows) in TYPED {
            assert_eq!((for_unix(path).as_str(), for_windows(path).as_str()), (*unix, *windows), "{path}");
        }
    }
}
