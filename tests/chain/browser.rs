//! A real browser: Chromium without a window, which reaches nothing but a small server of the test's own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The page around the page: loads it in frames of several widths, ticks boxes off, loads it again, and posts what it saw.
const FRAME: &str = include_str!("frame.html");

/// Opens a page at several widths and tells what a user would see.
pub(super) fn visit(folder: &Path, page: &str) -> Value {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let mut browser = chromium(folder)
        .args(["--virtual-time-budget=30000", "--dump-dom", &format!("{address}/frame.html")])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromium: run tests/install/chain.sh");
    let mut requested = vec![];
    // Ends when the page has reported; a browser that gives up before ends the wait through its own exit.
    let end = std::thread::spawn({
        let address = listener.local_addr().expect("an address");
        move || {
            let status = browser.wait();
            let _ = TcpStream::connect(address).and_then(|mut stream| stream.write_all(b"GET /ended HTTP/1.1\r\n\r\n"));
            status
        }
    });
    let mut report = None;
    for stream in listener.incoming() {
        let (path, body) = answer(stream.expect("a connection"), page);
        match path.as_str() {
            "/ended" => break,
            "/report" => report = Some(body),
            "/favicon.ico" | "" => {}
            _ => requested.push(path),
        }
    }
    end.join().expect("no panic").expect("the browser ends");
    let mut seen: Value = serde_json::from_str(&report.expect("a report of the page")).expect("JSON");
    seen["requested"] = requested.into();
    seen
}

/// Prints a page into a PDF file and gives its number of pages.
pub(super) fn print(folder: &Path, page: &str) -> usize {
    let file = crate::common::write(folder, "setup.html", page);
    let paper = folder.join("setup.pdf");
    let status = chromium(folder)
        .args([&format!("--print-to-pdf={}", paper.display()), &format!("file://{}", file.display())])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("chromium: run tests/install/chain.sh");
    assert!(status.success());
    let bytes = std::fs::read(paper).expect("a PDF file");
    assert!(bytes.starts_with(b"%PDF"));
    let text = String::from_utf8_lossy(&bytes);
    text.matches("/Type /Page\n").count() + text.matches("/Type /Page ").count()
}

fn chromium(folder: &Path) -> Command {
    let mut command = Command::new("chromium");
    command.args([
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
    ]);
    command.args([
        "--disable-sync",
        "--disable-extensions",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]);
    command.arg(format!("--user-data-dir={}", folder.join("browser").display()));
    // Chromium's sandbox does not work for root, as whom a build machine often runs.
    command.arg("--no-sandbox");
    command
}

/// Answers one request and closes the connection; gives the path and the body.
fn answer(stream: TcpStream, page: &str) -> (String, String) {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    let _ = reader.read_line(&mut first);
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
            break;
        }
        if let Some((_, number)) = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        {
            length = number.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    let (status, content) = match path.as_str() {
        "/frame.html" => ("200 OK", FRAME),
        "/setup.html" => ("200 OK", page),
        "/report" => ("200 OK", ""),
        _ => ("404 Not Found", ""),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        content.len()
    );
    let _ = reader.into_inner().write_all(format!("{head}{content}").as_bytes());
    (path, String::from_utf8_lossy(&body).into_owned())
}
