//! `--version`: one line, and with `--verbose` what the program is made of.

use std::path::Path;

use crate::common::{run, stdout};

#[test]
fn the_version_is_one_line_and_the_verbose_one_tells_the_build() {
    let version = format!("osweb-config {}", env!("CARGO_PKG_VERSION"));
    let here = Path::new(".");
    assert_eq!(stdout(&run(here, &["--version"], &[])), format!("{version}\n"));
    for arguments in [["--version", "--verbose"], ["--verbose", "--version"], ["-v", "-V"]] {
        let told = stdout(&run(here, &arguments, &[]));
        let lines: Vec<_> = told.lines().collect();
        assert_eq!(lines[0], version);
        let keys: Vec<_> = lines[1..].iter().filter_map(|line| line.split_once(':')).map(|(key, _)| key).collect();
        assert_eq!(keys, ["commit", "features", "target"], "{told}");
        assert_eq!(lines[2].contains("live"), cfg!(feature = "live"), "{told}");
        assert!(lines[3].contains(std::env::consts::ARCH) && lines[3].contains(std::env::consts::OS), "{told}");
    }
}
