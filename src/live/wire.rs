//! The connection to the mail server: TCP, later TLS over it, with one deadline for a whole step instead of a timeout
//! for each read, so that a server that drips byte by byte cannot hold the check up.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use rustls::{ClientConnection, ProtocolVersion, Stream};

/// A TCP connection whose reads and writes end at a deadline with `TimedOut`.
pub(super) struct Timed {
    tcp: TcpStream,
    deadline: Instant,
}

impl Timed {
    fn left(&self) -> Result<Duration> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

/// Linux reports a read that ran out of time as `WouldBlock`.
fn timed_out(error: Error) -> Error {
    if error.kind() == ErrorKind::WouldBlock { ErrorKind::TimedOut.into() } else { error }
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.tcp.set_read_timeout(Some(self.left()?))?;
        self.tcp.read(buffer).map_err(timed_out)
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.tcp.set_write_timeout(Some(self.left()?))?;
        self.tcp.write(bytes).map_err(timed_out)
    }

    fn flush(&mut self) -> Result<()> {
        self.tcp.flush()
    }
}

/// The connection, in the clear or in TLS.
pub(super) struct Wire {
    timed: Timed,
    tls: Option<Box<ClientConnection>>,
}

impl Wire {
    pub(super) fn new(tcp: TcpStream) -> Self {
        Self { timed: Timed { tcp, deadline: Instant::now() }, tls: None }
    }

    /// Everything from here on must be done within `time`.
    pub(super) fn allow(&mut self, time: Duration) {
        self.allow_until(Instant::now() + time);
    }

    /// Everything from here on must be done by `deadline`.
    pub(super) fn allow_until(&mut self, deadline: Instant) {
        self.timed.deadline = deadline;
    }

    /// Runs the TLS handshake to its end.
    ///
    /// # Errors
    /// The connection's, or a [`rustls::Error`] inside an `InvalidData` error.
    pub(super) fn start_tls(&mut self, mut tls: ClientConnection) -> Result<()> {
        while tls.is_handshaking() {
            tls.complete_io(&mut self.timed)?;
        }
        self.tls = Some(Box::new(tls));
        Ok(())
    }

    /// Protocol version and cipher suite, in TLS.
    pub(super) fn tls_version(&self) -> Option<&'static str> {
        match self.tls.as_ref()?.protocol_version()? {
            ProtocolVersion::TLSv1_3 => Some("TLS 1.3"),
            ProtocolVersion::TLSv1_2 => Some("TLS 1.2"),
            _ => None,
        }
    }

    /// The address at this end.
    pub(super) fn local_address(&self) -> Option<std::net::IpAddr> {
        self.timed.tcp.local_addr().ok().map(|address| address.ip())
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        match &mut self.tls {
            None => self.timed.read(buffer),
            Some(tls) => Stream::new(tls.as_mut(), &mut self.timed).read(buffer),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        match &mut self.tls {
            None => self.timed.write(bytes),
            Some(tls) => Stream::new(tls.as_mut(), &mut self.timed).write(bytes),
        }
    }

    fn flush(&mut self) -> Result<()> {
        match &mut self.tls {
            None => self.timed.flush(),
            Some(tls) => Stream::new(tls.as_mut(), &mut self.timed).flush(),
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if let Some(tls) = &mut self.tls {
            tls.send_close_notify();
            self.timed.deadline = Instant::now() + Duration::from_millis(200);
            let _ = tls.write_tls(&mut self.timed);
        }
        let _ = self.timed.tcp.shutdown(Shutdown::Both);
    }
}
