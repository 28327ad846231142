//! The same work on many files, on all cores.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Maps `items` in parallel; the results keep the order. `done` hears of every finished item, in the caller's thread.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync, mut done: impl FnMut(usize)) -> Vec<R> {
    // How many cores there are is written in files of the system: it is not worth reading them for a few items.
    let threads = match items.len() / FEW {
        few @ 0..=1 => few,
        most => std::thread::available_parallelism().map_or(1, NonZero::get).min(most),
    };
    if threads <= 1 {
        return items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let result = work(item);
                done(at);
                result
            })
            .collect();
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    if sender.send((at, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (at, result) in receiver {
            results[at] = Some(result);
            done(at);
        }
    });
    results.into_iter().flatten().collect()
}

/// Starting a thread costs more than checking this many files.
const FEW: usize = 8;
