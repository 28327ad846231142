//! Makes a failing document smaller.

/// The smallest document, found by leaving out pieces, for which `fails` still holds.
pub fn shrink(bytes: &[u8], mut fails: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let mut smallest = bytes.to_vec();
    let mut size = smallest.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        let mut shorter = false;
        while at < smallest.len() {
            let mut candidate = smallest.clone();
            candidate.drain(at..(at + size).min(smallest.len()));
            if fails(&candidate) {
                smallest = candidate;
                shorter = true;
            } else {
                at += 1.max(size / 2);
            }
        }
        if !shorter || size > 1 {
            size /= 2;
        }
    }
    smallest
}
