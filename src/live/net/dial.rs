//! A TCP connection to one of a host's addresses: IPv4 and IPv6 at the same time, so that a kind that is silent does not condemn
//! the one that works (RFC 8305), and IPv4 preferred as osweb's Java does (`java.net.preferIPv6Addresses` is false unless set).

use std::io::{Error, ErrorKind};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How long the preferred kind of address may lag behind the other, and the other's fate is waited for.
const GRACE: Duration = Duration::from_millis(300);

/// What became of the addresses of one kind.
#[derive(Debug)]
pub(in crate::live) enum Fate {
    /// The server answers at this address: it took the connection and, where that was waited for, said something.
    Answers(SocketAddr),
    /// It took the connection at this address and says nothing.
    Silent(SocketAddr),
    /// It took the connection at this address and closed it without a word.
    Closed(SocketAddr),
    /// No connection.
    Failed(SocketAddr, Error),
    /// Nothing yet when the other kind had answered.
    Pending,
}

/// A server, called.
pub(in crate::live) struct Dialed {
    /// The connection, if there is one. One that is [`Fate::Silent`] counts where there is none better.
    pub tcp: Option<TcpStream>,
    /// Each kind of address that the host has, with its fate.
    pub fates: Vec<(&'static str, Fate)>,
}

/// What a thread tells.
enum News {
    Connected(SocketAddr),
    Ready(SocketAddr, TcpStream),
    Failed(Fate, Option<TcpStream>),
}

/// Calls a server. Connecting may take `limit` and, with `words`, the server's first words `limit` more. `silent` is called once when
/// an address took the connection and has said nothing for a while.
pub(in crate::live) fn dial(
    addresses: &[IpAddr],
    port: u16,
    deadline: Instant,
    words: Option<Duration>,
    silent: &mut dyn FnMut(SocketAddr),
) -> Dialed {
    let kinds: Vec<(&'static str, Vec<SocketAddr>)> = [("IPv4", false), ("IPv6", true)]
        .into_iter()
        .map(|(name, six)| {
            let of = addresses.iter().filter(|address| address.is_ipv6() == six);
            (name, of.map(|address| SocketAddr::new(*address, port)).collect())
        })
        .filter(|(_, addresses): &(_, Vec<_>)| !addresses.is_empty())
        .collect();
    call_all(&kinds, deadline, words, silent)
}

/// Calls all kinds of addresses at the same time; the first one is preferred.
fn call_all(
    kinds: &[(&'static str, Vec<SocketAddr>)],
    deadline: Instant,
    words: Option<Duration>,
    silent: &mut dyn FnMut(SocketAddr),
) -> Dialed {
    let (tell, told) = channel();
    for (at, (_, addresses)) in kinds.iter().enumerate() {
        let (addresses, tell) = (addresses.clone(), tell.clone());
        std::thread::spawn(move || call(at, &addresses, deadline, words, &tell));
    }
    drop(tell);
    let (tcp, mut fates) = watch(&told, kinds.len(), words, silent);
    let fates =
        kinds.iter().enumerate().map(|(at, (name, _))| (*name, fates[at].take().unwrap_or(Fate::Pending))).collect();
    Dialed { tcp, fates }
}

/// Waits for the threads until one address is chosen.
fn watch(
    told: &Receiver<(usize, News)>,
    kinds: usize,
    words: Option<Duration>,
    silent: &mut dyn FnMut(SocketAddr),
) -> (Option<TcpStream>, Vec<Option<Fate>>) {
    let mut fates: Vec<Option<Fate>> = (0..kinds).map(|_| None).collect();
    let mut heard_of: Vec<Option<SocketAddr>> = vec![None; kinds];
    let mut ready: Option<(usize, TcpStream)> = None;
    let mut speechless: Option<TcpStream> = None;
    let mut connected: Option<(SocketAddr, Instant)> = None;
    let mut until: Option<Instant> = None;
    let patience = words.map_or(GRACE, |words| (words / 2).min(Duration::from_secs(3)));
    loop {
        let wait = match (until, connected) {
            (Some(until), _) => until.saturating_duration_since(Instant::now()),
            (None, Some((_, since))) => (since + patience).saturating_duration_since(Instant::now()),
            // The threads end by their own deadlines.
            (None, None) => Duration::from_secs(3600),
        };
        match told.recv_timeout(wait) {
            Ok((at, News::Connected(address))) => {
                heard_of[at] = Some(address);
                connected = connected.or(Some((address, Instant::now())));
            }
            Ok((at, News::Ready(address, tcp))) => {
                fates[at] = Some(Fate::Answers(address));
                // The kind that is preferred replaces the other as long as its grace lasts.
                if ready.as_ref().is_none_or(|(other, _)| at < *other) {
                    ready = Some((at, tcp));
                }
                until = until.or(Some(Instant::now() + GRACE));
            }
            Ok((at, News::Failed(fate, tcp))) => {
                fates[at] = Some(fate);
                speechless = speechless.or(tcp);
            }
            Err(RecvTimeoutError::Timeout) if until.is_some() => break,
            Err(RecvTimeoutError::Timeout) => {
                if let Some((address, _)) = connected.take() {
                    silent(address);
                }
                // Told once; from here on the threads' own deadlines count.
                connected = None;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if fates.iter().all(Option::is_some) {
            break;
        }
    }
    // What took the connection and has not said anything yet is told from what has not even done that.
    for (fate, address) in fates.iter_mut().zip(heard_of) {
        *fate = fate.take().or(address.map(Fate::Silent));
    }
    (ready.map(|(_, tcp)| tcp).or(speechless), fates)
}

/// Tries the addresses of one kind in turn.
fn call(at: usize, addresses: &[SocketAddr], deadline: Instant, words: Option<Duration>, tell: &Sender<(usize, News)>) {
    let mut last = None;
    for (index, address) in addresses.iter().enumerate() {
        let left = deadline.saturating_duration_since(Instant::now());
        // Each address gets its share of what is left, so that one that is silent does not use up the time of all.
        let share = left / (addresses.len() - index) as u32;
        if share.is_zero() {
            last = Some((Fate::Failed(*address, ErrorKind::TimedOut.into()), None));
            break;
        }
        match TcpStream::connect_timeout(address, share) {
            Ok(tcp) => {
                let _ = tell.send((at, News::Connected(*address)));
                match words.map(|limit| first_words(&tcp, limit)) {
                    None | Some(Heard::Something) => {
                        let _ = tell.send((at, News::Ready(*address, tcp)));
                        return;
                    }
                    Some(Heard::Nothing) => {
                        last = Some((Fate::Silent(*address), Some(tcp)));
                        break;
                    }
                    Some(Heard::End) => last = Some((Fate::Closed(*address), None)),
                }
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                last = Some((Fate::Failed(*address, ErrorKind::TimedOut.into()), None));
            }
            Err(error) => last = Some((Fate::Failed(*address, error), None)),
        }
    }
    if let Some((fate, tcp)) = last {
        let _ = tell.send((at, News::Failed(fate, tcp)));
    }
}

enum Heard {
    Something,
    Nothing,
    End,
}

/// Waits for the first byte and leaves it where it is.
fn first_words(tcp: &TcpStream, limit: Duration) -> Heard {
    let waited = tcp.set_read_timeout(Some(limit)).and_then(|()| tcp.peek(&mut [0]));
    match waited {
        Ok(0) => Heard::End,
        Ok(_) => Heard::Something,
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Heard::Nothing,
        Err(_) => Heard::End,
    }
}

/// Why there is no connection, in a few words.
pub(in crate::live) fn words(error: &Error) -> String {
    match error.kind() {
        ErrorKind::ConnectionRefused => "refused".to_owned(),
        ErrorKind::TimedOut => "no answer".to_owned(),
        ErrorKind::PermissionDenied => "forbidden on this machine".to_owned(),
        _ if is_no_route(error) => "no route".to_owned(),
        _ => crate::catalog::printable(&error.to_string()),
    }
}

/// Whether this machine has no way to an address of that kind at all.
pub(in crate::live) fn is_no_route(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::AddrNotAvailable | ErrorKind::Unsupported)
        // EAFNOSUPPORT of Linux and of Windows: the kind of address is switched off.
        || matches!(error.raw_os_error(), Some(97 | 10047))
}

impl Fate {
    /// In a few words, with the address.
    pub(in crate::live) fn words(&self) -> String {
        match self {
            Self::Answers(address) => format!("connected to {address}"),
            Self::Silent(address) => format!("{address} takes the connection and says nothing"),
            Self::Closed(address) => format!("{address} takes the connection and closes it without a word"),
            Self::Failed(address, error) => format!("no connection to {address}: {}", words(error)),
            Self::Pending => "no answer yet when the other kind of address had answered".to_owned(),
        }
    }

    /// Whether it is worth a warning beside a kind that works: anything but a machine without that kind.
    pub(in crate::live) fn is_trouble(&self) -> bool {
        match self {
            Self::Answers(_) => false,
            Self::Failed(_, error) => !is_no_route(error),
            _ => true,
        }
    }
}

impl Dialed {
    /// The catalog's name for a server that cannot be connected to, and the words for it.
    pub(in crate::live) fn fault(&self) -> (&'static str, String) {
        let errors: Vec<&Error> = self
            .fates
            .iter()
            .filter_map(|(_, fate)| if let Fate::Failed(_, error) = fate { Some(error) } else { None })
            .collect();
        let any = |kind: ErrorKind| errors.iter().any(|error| error.kind() == kind);
        // A refusal is a word of the server's side, silence may be anybody's; no route is what IPv6 says on most machines.
        let name = if self.fates.iter().any(|(_, fate)| matches!(fate, Fate::Closed(_))) {
            "connection-closed"
        } else if any(ErrorKind::ConnectionRefused) {
            "connection-refused"
        } else if any(ErrorKind::PermissionDenied) {
            "connection-forbidden"
        } else if any(ErrorKind::TimedOut) {
            "connection-timed-out"
        } else {
            "network-unreachable"
        };
        let words = self.fates.iter().map(|(_, fate)| fate.words()).collect::<Vec<_>>().join("; ");
        (name, words.replace("no connection to ", ""))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn the_word_of_the_other_side_names_the_fault() {
        use ErrorKind::{ConnectionRefused, NetworkUnreachable, PermissionDenied, TimedOut};
        for (errors, name) in [
            (&[ConnectionRefused, TimedOut][..], "connection-refused"),
            (&[TimedOut, PermissionDenied], "connection-forbidden"),
            (&[NetworkUnreachable, TimedOut], "connection-timed-out"),
            (&[NetworkUnreachable], "network-unreachable"),
        ] {
            let address = SocketAddr::from(([127, 0, 0, 1], 587));
            let fates = errors.iter().map(|kind| ("IPv4", Fate::Failed(address, Error::from(*kind)))).collect();
            assert_eq!(Dialed { tcp: None, fates }.fault().0, name, "{errors:?}");
        }
    }

    /// What a server does when it is called.
    #[derive(Clone, Copy, Debug)]
    enum Does {
        Greets,
        SaysNothing,
        HangsUp,
        IsNotThere,
    }

    /// The address of a server; it lives as long as the listener.
    fn server(does: Does) -> (SocketAddr, Option<TcpListener>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("bound");
        let answers = listener.try_clone().expect("a second one");
        match does {
            Does::IsNotThere => return (address, None),
            Does::SaysNothing => return (address, Some(listener)),
            Does::Greets | Does::HangsUp => {}
        }
        std::thread::spawn(move || {
            let (mut tcp, _) = answers.accept()?;
            if matches!(does, Does::Greets) {
                tcp.write_all(b"220 here\r\n")?;
                // Until the client hangs up.
                std::io::Read::read(&mut tcp, &mut [0])?;
            }
            std::io::Result::Ok(())
        });
        (address, Some(listener))
    }

    /// Which of two kinds is chosen, and what is said of both.
    fn chosen(first: Does, second: Does) -> (Option<usize>, Vec<String>) {
        let (servers, _kept): (Vec<_>, Vec<_>) = [server(first), server(second)].into_iter().unzip();
        let kinds = [("first", vec![servers[0]]), ("second", vec![servers[1]])];
        let limit = Duration::from_secs(2);
        let dialed = call_all(&kinds, Instant::now() + limit, Some(limit), &mut |_| {});
        let peer = dialed.tcp.and_then(|tcp| tcp.peer_addr().ok());
        let fates = dialed.fates.iter().map(|(_, fate)| fate.words()).collect();
        (servers.iter().position(|server| Some(*server) == peer), fates)
    }

    #[test]
    fn the_kind_that_greets_wins_and_the_preferred_one_if_both_do() {
        use Does::{Greets, HangsUp, IsNotThere, SaysNothing};
        assert_eq!(chosen(Greets, Greets).0, Some(0));
        for other in [SaysNothing, HangsUp, IsNotThere] {
            let (at, fates) = chosen(Greets, other);
            assert_eq!(at, Some(0), "{other:?}: {fates:?}");
            let (at, fates) = chosen(other, Greets);
            assert_eq!(at, Some(1), "{other:?}: {fates:?}");
            let told = match other {
                SaysNothing => "says nothing",
                HangsUp => "closes it without a word",
                _ => "refused",
            };
            assert!(fates[0].contains(told), "{other:?}: {fates:?}");
        }
    }

    #[test]
    fn where_nobody_greets_the_silent_one_is_kept_to_be_told() {
        let (at, fates) = chosen(Does::IsNotThere, Does::SaysNothing);
        assert_eq!(at, Some(1), "{fates:?}");
        assert_eq!(chosen(Does::IsNotThere, Does::HangsUp).0, None);
    }
}
