//! Name look-up by the system's resolver, with a deadline.

use std::net::IpAddr;
use std::sync::mpsc;
use std::time::Instant;

use dns_lookup::{LookupError, LookupErrorKind};

/// Why a name has no address here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::live) enum NameFault {
    /// The name server says that there is none.
    NotFound(&'static str),
    /// The name server cannot be asked, or fails.
    ServerDown(&'static str),
    /// No answer in time.
    TimedOut,
}

impl NameFault {
    /// The catalog's name for it.
    pub(in crate::live) fn observation(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "name-not-found",
            Self::ServerDown(_) => "name-server-down",
            Self::TimedOut => "name-timed-out",
        }
    }

    /// In a few words.
    pub(in crate::live) fn words(&self) -> &'static str {
        match self {
            Self::NotFound(words) | Self::ServerDown(words) => words,
            Self::TimedOut => "its name server does not answer",
        }
    }
}

/// The addresses of a host, in the resolver's order and without repetition; at least one.
///
/// # Errors
/// The name has none, or the resolver cannot tell.
pub(in crate::live) fn look_up(host: &str, deadline: Instant) -> Result<Vec<IpAddr>, NameFault> {
    if let Ok(address) = host.trim_start_matches('[').trim_end_matches(']').parse() {
        return Ok(vec![address]);
    }
    // The system's resolver knows no deadline: it gets a thread of its own, which is left behind if it hangs.
    let (answer, answered) = mpsc::channel();
    let name = host.to_owned();
    std::thread::spawn(move || {
        let found = dns_lookup::lookup_host(&name).map(Iterator::collect::<Vec<_>>);
        let _ = answer.send(found);
    });
    let left = deadline.saturating_duration_since(Instant::now());
    let found = answered.recv_timeout(left).map_err(|_| NameFault::TimedOut)?.map_err(|error| fault(&error))?;
    let mut addresses = vec![];
    for address in found {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    if addresses.is_empty() { Err(NameFault::NotFound("no address")) } else { Ok(addresses) }
}

fn fault(error: &LookupError) -> NameFault {
    match error.kind() {
        LookupErrorKind::NoName => NameFault::NotFound("the name server does not know it"),
        LookupErrorKind::NoData => NameFault::NotFound("the name is known and has no address"),
        LookupErrorKind::Again => NameFault::ServerDown("no name server answers"),
        LookupErrorKind::Fail => NameFault::ServerDown("the name server fails"),
        _ => NameFault::ServerDown("this machine's resolver fails"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_told_from_a_name_server_that_is_down() {
        let of = |kind: i32| fault(&LookupError::new(kind));
        // The codes of getaddrinfo on Linux.
        #[cfg(target_os = "linux")]
        {
            assert!(matches!(of(-2), NameFault::NotFound(_)));
            assert!(matches!(of(-5), NameFault::NotFound(_)));
            assert!(matches!(of(-3), NameFault::ServerDown(_)));
            assert!(matches!(of(-4), NameFault::ServerDown(_)));
        }
        assert!(matches!(of(-9999), NameFault::ServerDown(_)));
        let soon = Instant::now() + std::time::Duration::from_secs(5);
        assert_eq!(look_up("127.0.0.1", soon), Ok(vec!["127.0.0.1".parse().expect("an address")]));
        assert_eq!(look_up("[::1]", soon), Ok(vec!["::1".parse().expect("an address")]));
    }
}
