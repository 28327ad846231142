//! Files with a fault, and what must be said and done about each: one folder a kind in `fixtures/cases`, read by `case.rs`.
//!
//! A new case is data. Beyond what it expects, every case has to keep the laws: what a fix writes is fixed by it, and
//! fixing twice is fixing once.

use std::path::{Path, PathBuf};

use crate::common::{run, stderr, stdout};

mod advice;
mod case;
mod observed;

use case::Case;
use observed::Observed;

/// All cases of all folders.
fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cases");
    let mut kinds: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    kinds.retain(|kind| kind.is_dir());
    kinds.sort();
    // `CASE=merge-conflict cargo test --test main cases` runs the folders whose name holds that.
    let wanted = std::env::var("CASE").unwrap_or_default();
    let name = |kind: &PathBuf| kind.file_name().unwrap().to_string_lossy().into_owned();
    kinds.iter().filter(|kind| name(kind).contains(&wanted)).flat_map(|kind| Case::read(kind)).collect()
}

/// Does something with each case, on as many threads as there are processors, and collects what is wrong.
fn each(check: impl Fn(&Case) -> Vec<String> + Sync) {
    let cases = all();
    assert!(!cases.is_empty(), "no case");
    let next = std::sync::atomic::AtomicUsize::new(0);
    let wrong = std::sync::Mutex::new(vec![]);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    let found = check(case);
                    let found = found.iter().map(|what| format!("{}: {what}", case.name));
                    wrong.lock().unwrap().extend(found);
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_case_comes_out_as_it_says() {
    each(|case| Observed::of(case).wrong(case));
}
