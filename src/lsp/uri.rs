//! Between the addresses that editors use and paths.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is written as `%XX` in a path.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path of a file; `None` for what is no file.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_ref().strip_prefix("file://")?;
    let path = percent_decode_str(&rest[rest.find('/')?..]).decode_utf8_lossy().into_owned();
    let host = &rest[..rest.find('/')?];
    let drive = path.as_bytes().get(2) == Some(&b':');
    Some(match (cfg!(windows), host) {
        (true, "" | "localhost") if drive => path[1..].replace('/', "\\").into(),
        (true, host) if !host.is_empty() => format!("\\\\{host}{}", path.replace('/', "\\")).into(),
        _ => path.into(),
    })
}

/// How messages call a text: by its path or, where it has none, by the end of its address.
pub fn name(uri: &Uri) -> String {
    match path(uri) {
        Some(path) => path.display().to_string(),
        None => {
            let end = uri.as_ref().rsplit(['/', ':']).next().unwrap_or_default();
            percent_decode_str(end).decode_utf8_lossy().into_owned()
        }
    }
}

/// The address of a file.
pub fn of(path: &Path) -> Uri {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let text = if text.starts_with('/') { text } else { format!("/{text}") };
    Uri::from(format!("file://{}", utf8_percent_encode(&text, ESCAPED)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_a_path_are_made_of_each_other() {
        let file = std::env::temp_dir().join("a b%ü").join("osweb-prod.yml");
        let uri = of(&file);
        assert!(uri.as_ref().starts_with("file:///") && uri.as_ref().contains("a%20b%25%C3%BC"), "{uri}");
        assert_eq!(path(&uri), Some(file));
    }

    #[test]
    fn a_text_without_a_file_has_a_name() {
        let name_of = |text: &str| name(&Uri::from(text));
        assert_eq!(name_of("untitled:osweb-prod.yml"), "osweb-prod.yml");
        assert_eq!(name_of("vscode-remote://x/y/osweb%2Dtest.yml"), "osweb-test.yml");
        assert_eq!(path(&Uri::from("untitled:x")), None);
    }
}
