//! Scripted servers: they say what only Microsoft's servers say, and record every byte that they are sent.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// An authority of the tests, and server certificates of its for `localhost`.
struct Certificates {
    authority: String,
    authority_der: CertificateDer<'static>,
    issuer: rcgen::Issuer<'static, rcgen::KeyPair>,
    server: Arc<ServerConfig>,
}

/// What is wrong with a server's certificate.
#[derive(Clone, Copy, Debug)]
pub enum Flaw {
    /// It was valid in 2020.
    Expired,
    /// It will be valid in 2100.
    Young,
    /// It is for `other.example.com`.
    OtherName,
    /// It vouches for itself.
    SelfSigned,
    /// It vouches for itself and is marked as an authority, as openssl makes them.
    Authority,
    /// An authority issued it that nobody trusts.
    UnknownIssuer,
}

fn authority(name: &str) -> (rcgen::Certificate, rcgen::Issuer<'static, rcgen::KeyPair>) {
    let key = rcgen::KeyPair::generate().expect("a key");
    let mut params = rcgen::CertificateParams::new(Vec::<String>::new()).expect("no names");
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    let authority = params.self_signed(&key).expect("an authority");
    (authority, rcgen::Issuer::new(params, key))
}

fn server_config(leaf: &rcgen::Certificate, key: &rcgen::KeyPair) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("PKCS 8");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let server = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring has them")
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key)
        .expect("key and certificate fit");
    Arc::new(server)
}

fn certificates() -> &'static Certificates {
    static CERTIFICATES: OnceLock<Certificates> = OnceLock::new();
    CERTIFICATES.get_or_init(|| {
        let (authority, issuer) = authority("authority of the tests");
        let key = rcgen::KeyPair::generate().expect("a key");
        let leaf = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
        let leaf = leaf.signed_by(&key, &issuer).expect("a certificate");
        let server = server_config(&leaf, &key);
        Certificates { authority: authority.pem(), authority_der: authority.der().clone(), issuer, server }
    })
}

/// A server's configuration with a certificate that is wrong, and that certificate as PEM.
pub fn flawed(flaw: Flaw) -> (Arc<ServerConfig>, String) {
    let key = rcgen::KeyPair::generate().expect("a key");
    let name = if matches!(flaw, Flaw::OtherName) { "other.example.com" } else { "localhost" };
    let mut params = rcgen::CertificateParams::new(vec![name.to_owned()]).expect("a name");
    let years = match flaw {
        Flaw::Expired => (2020, 2021),
        Flaw::Young => (2100, 2101),
        _ => (2020, 2100),
    };
    params.not_before = rcgen::date_time_ymd(years.0, 1, 1);
    params.not_after = rcgen::date_time_ymd(years.1, 1, 1);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    let leaf = match flaw {
        Flaw::SelfSigned => params.self_signed(&key),
        Flaw::Authority => {
            params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
            params.self_signed(&key)
        }
        Flaw::UnknownIssuer => params.signed_by(&key, &authority("an authority nobody trusts").1),
        _ => params.signed_by(&key, &certificates().issuer),
    };
    let leaf = leaf.expect("a certificate");
    (server_config(&leaf, &key), leaf.pem())
}

/// The authority as a PEM file, for `--ca-file`.
pub fn ca_file() -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(certificates().authority.as_bytes()).expect("it can be written");
    file
}

/// The authority as a trust store.
pub fn trust() -> osweb_config::live::TrustStore {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificates().authority_der.clone()).expect("a certificate");
    osweb_config::live::TrustStore::of(roots)
}

/// A server on a free port of 127.0.0.1.
pub struct Server {
    pub port: u16,
    received: Arc<Mutex<Vec<u8>>>,
}

impl Server {
    fn start(serve: impl Fn(TcpStream, &Mutex<Vec<u8>>) -> std::io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let received = Arc::new(Mutex::new(vec![]));
        let (heard, serve) = (received.clone(), Arc::new(serve));
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let Ok(connection) = connection else { return };
                // A client that hangs ends with the test process, or here.
                let _ = connection.set_read_timeout(Some(Duration::from_secs(20)));
                let (heard, serve) = (heard.clone(), serve.clone());
                // A client that hangs up early is the test's business.
                std::thread::spawn(move || drop(serve(connection, &heard)));
            }
        });
        Self { port, received }
    }

    /// Everything that was sent to it, inside TLS and outside.
    pub fn received(&self) -> String {
        String::from_utf8_lossy(&self.received.lock().expect("nobody panics with it")).into_owned()
    }
}

/// What a mail server says at each step. A reply may have several lines, and any bytes.
#[derive(Clone)]
pub struct Script {
    pub greeting: Vec<u8>,
    pub hello: Vec<u8>,
    pub starttls: Vec<u8>,
    pub hello_in_tls: Vec<u8>,
    /// One for AUTH, then one for each line that answers a challenge.
    pub auth: Vec<Vec<u8>>,
    pub mail: Vec<u8>,
    pub rcpt: Vec<u8>,
    pub data: Vec<u8>,
    pub message: Vec<u8>,
    pub rset: Vec<u8>,
    /// How long the reply to AUTH is held back.
    pub hold_back: Duration,
}

impl Default for Script {
    /// Exchange Online, as it takes everything.
    fn default() -> Self {
        Self {
            greeting: b"220 FR0P281CA0123.outlook.office365.com Microsoft ESMTP MAIL Service ready\r\n".to_vec(),
            hello: b"250-FR0P281CA0123.outlook.office365.com Hello [127.0.0.1]\r\n250-SIZE 157286400\r\n250-STARTTLS\r\n250 SMTPUTF8\r\n".to_vec(),
            starttls: b"220 2.0.0 SMTP server ready\r\n".to_vec(),
            hello_in_tls: b"250-FR0P281CA0123.outlook.office365.com Hello [127.0.0.1]\r\n250-SIZE 157286400\r\n250-AUTH LOGIN XOAUTH2\r\n250 SMTPUTF8\r\n".to_vec(),
            auth: vec![b"235 2.7.0 Authentication successful\r\n".to_vec()],
            mail: b"250 2.1.0 Sender OK\r\n".to_vec(),
            rcpt: b"250 2.1.5 Recipient OK\r\n".to_vec(),
            data: b"354 Start mail input; end with <CRLF>.<CRLF>\r\n".to_vec(),
            rset: b"250 2.0.0 Resetting\r\n".to_vec(),
            message: b"250 2.0.0 OK <1@FR0P281MB1234.DEUP281.PROD.OUTLOOK.COM> [Hostname=FR0P281MB1234]\r\n".to_vec(),
            hold_back: Duration::ZERO,
        }
    }
}

/// A mail server that keeps to a script.
pub fn smtp(script: Script) -> Server {
    smtp_with(script, certificates().server.clone())
}

/// The same, with a certificate of its own.
pub fn smtp_with(script: Script, config: Arc<ServerConfig>) -> Server {
    Server::start(move |tcp, received| {
        let mut plain = tcp.try_clone()?;
        say(&mut plain, &script.greeting)?;
        let mut reader = BufReader::new(tcp.try_clone()?);
        loop {
            let line = line(&mut reader, received)?;
            match line.split_whitespace().next().unwrap_or_default().to_ascii_uppercase().as_str() {
                "EHLO" => say(&mut plain, &script.hello)?,
                "STARTTLS" => break say(&mut plain, &script.starttls)?,
                "" => return Ok(()),
                _ => plain.write_all(b"502 5.5.1 not now\r\n")?,
            }
        }
        let tls = ServerConnection::new(config.clone()).map_err(std::io::Error::other)?;
        inside_tls(StreamOwned::new(tls, tcp), &script, received)
    })
}

fn inside_tls(
    mut tls: StreamOwned<ServerConnection, TcpStream>,
    script: &Script,
    received: &Mutex<Vec<u8>>,
) -> std::io::Result<()> {
    loop {
        let command = line(&mut tls, received)?;
        match command.split_whitespace().next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => say(&mut tls, &script.hello_in_tls)?,
            "AUTH" => {
                std::thread::sleep(script.hold_back);
                for (at, reply) in script.auth.iter().enumerate() {
                    if at > 0 {
                        line(&mut tls, received)?;
                    }
                    say(&mut tls, reply)?;
                }
            }
            "MAIL" => say(&mut tls, &script.mail)?,
            "RCPT" => say(&mut tls, &script.rcpt)?,
            "RSET" => say(&mut tls, &script.rset)?,
            "DATA" => {
                say(&mut tls, &script.data)?;
                if !script.data.starts_with(b"354") {
                    continue;
                }
                while line(&mut tls, received)? != ".\r\n" {}
                say(&mut tls, &script.message)?;
            }
            "" => return Ok(()),
            _ => return tls.write_all(b"221 2.0.0 Service closing transmission channel\r\n"),
        }
        tls.flush()?;
    }
}

/// In the place of a reply: what a server that means no good does. All of it ends when the client hangs up, or after some seconds.
pub const SILENT: &[u8] = b"SILENT";
/// A byte now and then.
pub const DRIP: &[u8] = b"DRIP";
/// More and more, without a line end.
pub const FLOOD: &[u8] = b"FLOOD";
/// Lines without an end, each of them a reply that goes on.
pub const ENDLESS: &[u8] = b"ENDLESS";
/// Hangs up.
pub const CLOSE: &[u8] = b"CLOSE";

/// Says a reply, or does what stands in its place.
fn say(to: &mut impl Write, reply: &[u8]) -> std::io::Result<()> {
    let mut again = |piece: &[u8], pause: Duration, times: usize| -> std::io::Result<()> {
        for _ in 0..times {
            to.write_all(piece)?;
            to.flush()?;
            std::thread::sleep(pause);
        }
        Err(std::io::ErrorKind::ConnectionAborted.into())
    };
    match reply {
        SILENT => again(b"", Duration::from_millis(100), 150),
        DRIP => again(b"2", Duration::from_millis(100), 150),
        FLOOD => again(&[b'2'; 65_536], Duration::ZERO, 4_096),
        ENDLESS => again("250-and so on\r\n".repeat(4_096).as_bytes(), Duration::ZERO, 4_096),
        CLOSE => Err(std::io::ErrorKind::ConnectionAborted.into()),
        reply => to.write_all(reply).and_then(|()| to.flush()),
    }
}

/// The next line, byte by byte: what lies behind it is TLS.
fn line(from: &mut impl Read, received: &Mutex<Vec<u8>>) -> std::io::Result<String> {
    let mut line = vec![];
    let mut byte = [0];
    while from.read(&mut byte)? == 1 {
        line.push(byte[0]);
        received.lock().expect("nobody panics with it").push(byte[0]);
        if byte[0] == b'\n' {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// A token endpoint over HTTPS that gives one answer: status line, headers, body.
pub fn token_endpoint(status: &str, headers: &str, body: &str) -> Server {
    token_endpoint_as(status, headers, body, certificates().server.clone())
}

/// The same, with a certificate of its own.
pub fn token_endpoint_as(status: &str, headers: &str, body: &str, config: Arc<ServerConfig>) -> Server {
    let answer =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    Server::start(move |tcp, received| {
        let tls = ServerConnection::new(config.clone()).map_err(std::io::Error::other)?;
        let mut tls = StreamOwned::new(tls, tcp);
        let mut length = 0;
        loop {
            let header = line(&mut tls, received)?.to_ascii_lowercase();
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            if header.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        tls.read_exact(&mut body)?;
        received.lock().expect("nobody panics with it").extend(body);
        tls.write_all(answer.as_bytes())?;
        tls.conn.send_close_notify();
        tls.flush()
    })
}

/// A token endpoint that does something else than answering, once the request has come.
pub fn token_endpoint_that(does: &'static [u8], head: &'static str) -> Server {
    Server::start(move |tcp, received| {
        let tls = ServerConnection::new(certificates().server.clone()).map_err(std::io::Error::other)?;
        let mut tls = StreamOwned::new(tls, tcp);
        while line(&mut tls, received)?.trim() != "" {}
        tls.write_all(head.as_bytes())?;
        say(&mut tls, does)
    })
}

/// A server that takes everything in the clear and answers `answer` to each line; empty: says nothing.
pub fn listener(answer: &'static str) -> Server {
    Server::start(move |mut tcp, received| {
        let mut reader = BufReader::new(tcp.try_clone()?);
        let mut line = vec![];
        while reader.read_until(b'\n', &mut line)? > 0 {
            received.lock().expect("nobody panics with it").append(&mut line);
            tcp.write_all(answer.as_bytes())?;
        }
        Ok(())
    })
}

/// An app-only token as Microsoft Entra makes it, unsigned; `signature` can be looked for.
pub fn token(claims: &serde_json::Value, signature: &str) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.{signature}", part(r#"{"typ":"JWT","alg":"RS256"}"#), part(&claims.to_string()))
}

/// The claims of a good token.
pub fn claims() -> serde_json::Value {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("it is past 1970").as_secs();
    serde_json::json!({
        "aud": "https://outlook.office365.com",
        "appid": "c11e0000-0000-4000-8000-000000000001",
        "app_displayname": "osweb mail",
        "oid": "0b1ec700-0000-4000-8000-000000000002",
        "tid": "7e57ab1e-0000-4000-8000-000000000001",
        "roles": ["SMTP.SendAsApp"],
        "nbf": now - 300,
        "exp": now + 3600,
        "ver": "1.0",
    })
}

/// A token endpoint that hands out a token.
pub fn token_endpoint_with(claims: &serde_json::Value, signature: &str) -> Server {
    let body = serde_json::json!({
        "token_type": "Bearer", "expires_in": 3599, "access_token": token(claims, signature),
    });
    token_endpoint("200 OK", "Content-Type: application/json\r\n", &body.to_string())
}

/// A server that hangs up on everybody.
pub fn hanging_up() -> Server {
    Server::start(|tcp, _| tcp.shutdown(std::net::Shutdown::Both))
}
