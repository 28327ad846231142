//! Paths as the formats want them.

/// A path as a URI reference (RFC 3986): relative with `/`, or `file:///` for an absolute one.
pub(super) fn uri(path: &str) -> String {
    let path = slashes(path);
    let bytes = path.as_bytes();
    let drive = bytes.len() >= 3 && bytes[0].is_ascii_alphabetic() && &bytes[1..3] == b":/";
    let (prefix, rest) = if path.starts_with("//") {
        ("file:", path.as_str())
    } else if path.starts_with('/') {
        ("file://", path.as_str())
    } else if drive {
        ("file:///", path.as_str())
    } else {
        ("", path.strip_prefix("./").unwrap_or(&path))
    };
    let mut uri = prefix.to_owned();
    for (at, byte) in rest.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) || (drive && at == 1);
        if plain {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// A path relative to the project, as GitLab and GitHub compare it: `/`, without `./`. They run the program in the
/// project's folder, so that an absolute path below the current folder becomes relative.
pub(super) fn relative(path: &str) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let below = std::path::Path::new(path).strip_prefix(here).ok().and_then(std::path::Path::to_str);
    let path = slashes(below.unwrap_or(path));
    path.strip_prefix("./").map_or_else(|| path.clone(), str::to_owned)
}

fn slashes(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_escaped() {
        assert_eq!(uri("./a b/ü#1.yml"), "a%20b/%C3%BC%231.yml");
        assert_eq!(uri("/etc/osweb-prod.yml"), "file:///etc/osweb-prod.yml");
        assert_eq!(uri("C:/enaio/osweb-prod.yml"), "file:///C:/enaio/osweb-prod.yml");
        assert_eq!(uri("//server/share/a.yml"), "file://server/share/a.yml");
        assert_eq!(uri("a:b.yml"), "a%3Ab.yml");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
