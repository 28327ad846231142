//! Paths as the formats want them.

use std::path::{Component, Path, PathBuf};

/// A path as a URI reference (RFC 3986): relative with `/`, or `file:///` for an absolute one.
pub(super) fn uri(path: &str) -> String {
    let path = if cfg!(windows) { without_special_forms(path) } else { path.to_owned() };
    uri_of(&slashes(&without_detours(&path)))
}

/// `\\?\C:\x` is `C:\x`; what depends on the current drive (`\x`) or a drive's current folder (`C:x`) is made absolute.
fn without_special_forms(path: &str) -> String {
    let plain = dunce::simplified(Path::new(path));
    if let Some(share) = path.strip_prefix(r"\\?\UNC\") {
        return format!(r"\\{share}");
    }
    let rooted = plain.has_root() || matches!(plain.components().next(), Some(Component::Prefix(_)));
    let absolute = if rooted { std::path::absolute(plain).ok() } else { None };
    let plain = absolute.as_deref().map_or(plain, dunce::simplified);
    plain.to_string_lossy().into_owned()
}

fn uri_of(path: &str) -> String {
    let bytes = path.as_bytes();
    let drive = bytes.len() >= 3 && bytes[0].is_ascii_alphabetic() && &bytes[1..3] == b":/";
    let (prefix, rest) = if path.starts_with("//") {
        ("file:", path)
    } else if path.starts_with('/') {
        ("file://", path)
    } else if drive {
        ("file:///", path)
    } else {
        ("", path.strip_prefix("./").unwrap_or(path))
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

/// The variables in which CI systems say where the project is: GitLab, GitHub, Azure Pipelines.
const PROJECT: [&str; 3] = ["CI_PROJECT_DIR", "GITHUB_WORKSPACE", "BUILD_SOURCESDIRECTORY"];

/// A path relative to the project, as GitLab and GitHub compare it: `/`, without `./` and `x/../`. The project is the folder that the
/// system names where that holds the file, else the current one.
pub(super) fn relative(path: &str) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = if cfg!(windows) { without_special_forms(path) } else { path.to_owned() };
    let path = without_detours(&path);
    let absolute = without_detours(&here.join(&path).to_string_lossy());
    let project = PROJECT.iter().filter_map(std::env::var_os).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let below = project
        .chain([here])
        .find_map(|folder| below(Path::new(&absolute), &folder))
        .and_then(|below| below.to_str().map(str::to_owned));
    slashes(&below.unwrap_or(path))
}

/// A path without `./`, and without folders that it leaves again; what is no path (`<stdin>`) stays.
fn without_detours(path: &str) -> String {
    // The name of a share begins so; Unix takes the two slashes for one.
    if path.starts_with("//") {
        return path.to_owned();
    }
    let mut plain = PathBuf::new();
    for component in Path::new(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain.to_string_lossy().into_owned()
}

/// The rest of a path below a folder. Windows minds no case in it: `c:\ENAIO` is `C:\enaio`.
fn below(path: &Path, folder: &Path) -> Option<PathBuf> {
    let mut rest = path.components();
    for component in folder.components() {
        let next = rest.next()?;
        let same = next == component
            || (cfg!(windows)
                && next.as_os_str().to_string_lossy().to_lowercase()
                    == component.as_os_str().to_string_lossy().to_lowercase());
        if !same {
            return None;
        }
    }
    Some(rest.as_path().to_path_buf())
}

fn slashes(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(windows)]
    fn special_forms_of_windows_become_plain_ones() {
        let drive = &std::env::current_dir().unwrap().to_string_lossy().replace('\\', "/")[..2].to_owned();
        assert_eq!(uri(r"\\?\C:\enaio\a.yml"), "file:///C:/enaio/a.yml");
        assert_eq!(uri(r"\enaio\a.yml"), format!("file:///{drive}/enaio/a.yml"));
        assert_eq!(uri(r"\\?\UNC\server\share\a.yml"), "file://server/share/a.yml");
        assert_eq!(uri(r"conf\a.yml"), "conf/a.yml");
        assert!(uri("C:a.yml").starts_with("file:///C:/"), "{}", uri("C:a.yml"));
        let here = std::env::current_dir().unwrap().join("conf").join("a.yml");
        assert_eq!(relative(&here.to_string_lossy().to_uppercase()), "CONF/A.YML");
    }

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
