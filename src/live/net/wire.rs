//! A connection: TCP, and as many layers of TLS over it as are needed, with one deadline for a whole step instead of a timeout
//! for each read, so that a server that drips byte by byte cannot hold the check up.

use std::cell::Cell;
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::{IpAddr, Shutdown, TcpStream};
use std::rc::Rc;
use std::time::{Duration, Instant};

use rustls::{ClientConnection, ProtocolVersion, StreamOwned};

/// What bytes go through.
trait Layer: Read + Write {
    /// Says that nothing more will be said.
    fn end(&mut self) {}
}

/// A TCP connection whose reads and writes end at a deadline with `TimedOut`.
struct Timed {
    tcp: TcpStream,
    deadline: Rc<Cell<Instant>>,
}

impl Timed {
    fn left(&self) -> Result<Duration> {
        let left = self.deadline.get().saturating_duration_since(Instant::now());
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

impl Layer for Timed {}

impl Layer for StreamOwned<ClientConnection, Box<dyn Layer>> {
    fn end(&mut self) {
        self.conn.send_close_notify();
        let _ = self.conn.write_tls(&mut self.sock);
    }
}

/// The connection.
pub(in crate::live) struct Wire {
    /// `None` only while TLS is being laid over it.
    layers: Option<Box<dyn Layer>>,
    tcp: TcpStream,
    deadline: Rc<Cell<Instant>>,
    allowed: Duration,
    tls_version: Option<&'static str>,
}

impl Wire {
    /// # Errors
    /// The system has no file descriptor left.
    pub(in crate::live) fn new(tcp: TcpStream) -> Result<Self> {
        let _ = tcp.set_nodelay(true);
        let deadline = Rc::new(Cell::new(Instant::now()));
        let timed = Timed { tcp: tcp.try_clone()?, deadline: deadline.clone() };
        Ok(Self { layers: Some(Box::new(timed)), tcp, deadline, allowed: Duration::ZERO, tls_version: None })
    }

    /// Everything from here on must be done within `time`.
    pub(in crate::live) fn allow(&mut self, time: Duration) {
        self.allowed = time;
        self.deadline.set(Instant::now() + time);
    }

    /// Everything from here on must be done by `deadline`, which is the end of `time`.
    pub(in crate::live) fn allow_until(&mut self, deadline: Instant, time: Duration) {
        self.allowed = time;
        self.deadline.set(deadline);
    }

    /// The time that was given.
    pub(in crate::live) fn allowed(&self) -> Duration {
        self.allowed
    }

    /// Lays TLS over what is there and runs the handshake to its end.
    ///
    /// # Errors
    /// The connection's, or a [`rustls::Error`] inside an `InvalidData` error.
    pub(in crate::live) fn start_tls(&mut self, mut tls: ClientConnection) -> Result<()> {
        let mut below = self.layers.take().ok_or(ErrorKind::NotConnected)?;
        while tls.is_handshaking() {
            if let Err(error) = tls.complete_io(&mut below) {
                self.layers = Some(below);
                return Err(error);
            }
        }
        self.tls_version = match tls.protocol_version() {
            Some(ProtocolVersion::TLSv1_3) => Some("TLS 1.3"),
            Some(ProtocolVersion::TLSv1_2) => Some("TLS 1.2"),
            _ => None,
        };
        self.layers = Some(Box::new(StreamOwned::new(tls, below)));
        Ok(())
    }

    /// Protocol version of the uppermost TLS.
    pub(in crate::live) fn tls_version(&self) -> Option<&'static str> {
        self.tls_version
    }

    /// The address at this end.
    pub(in crate::live) fn local_address(&self) -> Option<IpAddr> {
        self.tcp.local_addr().ok().map(|address| address.ip())
    }

    fn layers(&mut self) -> Result<&mut Box<dyn Layer>> {
        self.layers.as_mut().ok_or_else(|| ErrorKind::NotConnected.into())
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.layers()?.read(buffer)
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.layers()?.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.layers()?.flush()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.deadline.set(Instant::now() + Duration::from_millis(200));
        if let Some(layers) = &mut self.layers {
            layers.end();
        }
        let _ = self.tcp.shutdown(Shutdown::Both);
    }
}
