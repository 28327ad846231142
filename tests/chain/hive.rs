//! Registry hives, and hivexregedit, a program that reads and writes them and knows nothing of ours.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where a hive's keys are in the registry.
const PREFIX: &str = r"HKEY_LOCAL_MACHINE\SOFTWARE";

/// A hive file of one root key without entries: a base block, and a block with the key, its security descriptor and free room.
/// Format: "Windows registry file format specification", M. Suhanov.
pub(super) fn empty(folder: &Path) -> PathBuf {
    const BLOCK: usize = 0x1000;
    let mut bytes = vec![0; 2 * BLOCK];
    let mut put = |at: usize, data: &[u8]| bytes[at..at + data.len()].copy_from_slice(data);
    let number = |number: u32| number.to_le_bytes();
    let none = u32::MAX;
    // Base block.
    put(0, b"regf");
    for (at, value) in
        [(0x04, 1), (0x08, 1), (0x14, 1), (0x18, 3), (0x20, 1), (0x24, 0x20), (0x28, BLOCK as u32), (0x2c, 1)]
    {
        put(at, &number(value));
    }
    // Block of cells.
    put(BLOCK, b"hbin");
    put(BLOCK + 0x08, &number(BLOCK as u32));
    // Root key, 0x60 bytes; a cell in use has a negative size.
    let key = BLOCK + 0x20;
    put(key, &(-0x60_i32).to_le_bytes());
    put(key + 0x04, b"nk\x2c\x00");
    for (at, value) in [(0x14, none), (0x20, none), (0x24, none), (0x2c, none), (0x30, 0x80), (0x34, none)] {
        put(key + at, &number(value));
    }
    put(key + 0x4c, &4_u16.to_le_bytes());
    put(key + 0x50, b"root");
    // Security descriptor, 0x30 bytes: in a ring of its own, self-relative, without owner and lists.
    let security = BLOCK + 0x80;
    put(security, &(-0x30_i32).to_le_bytes());
    put(security + 0x04, b"sk");
    for (at, value) in [(0x08, 0x80), (0x0c, 0x80), (0x10, 1), (0x14, 0x14), (0x18, 0x8000_0001)] {
        put(security + at, &number(value));
    }
    // The rest is free.
    put(BLOCK + 0xb0, &(BLOCK as i32 - 0xb0).to_le_bytes());
    let checksum = bytes[..0x1fc]
        .chunks_exact(4)
        .fold(0, |sum, word| sum ^ u32::from_le_bytes(word.try_into().expect("four bytes")));
    bytes[0x1fc..0x200].copy_from_slice(&checksum.to_le_bytes());
    crate::common::write(folder, "hive", bytes)
}

/// Imports `.reg` files into a hive, as regedit would.
pub(super) fn merge(hive: &Path, files: &[PathBuf]) {
    let paths: Vec<_> =
        [hive].into_iter().chain(files.iter().map(PathBuf::as_path)).map(Path::to_string_lossy).collect();
    let mut arguments = vec!["--merge", "--prefix", PREFIX];
    arguments.extend(paths.iter().map(|path| path.as_ref()));
    run(&arguments);
}

/// Exports the whole hive; `strings` as text in quotes, or all values in hexadecimal.
pub(super) fn export(hive: &Path, strings: bool) -> Vec<u8> {
    let mut arguments = vec!["--export", "--prefix", PREFIX];
    if strings {
        arguments.push("--unsafe-printable-strings");
    }
    let hive = hive.to_string_lossy();
    arguments.extend([hive.as_ref(), "\\"]);
    run(&arguments)
}

fn run(arguments: &[&str]) -> Vec<u8> {
    let output =
        Command::new("hivexregedit").args(arguments).output().expect("hivexregedit: run tests/install/chain.sh");
    assert!(output.status.success(), "hivexregedit {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}
