//! A backend that says in a header of its answer what it was asked.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

/// The header that holds what the backend saw.
pub(super) const SEEN: &str = "x-seen";

/// The header that lists other headers the answer shall have.
pub(super) const WISH: &str = "x-wish";

/// Starts it; it ends with the test. Its port.
pub(super) fn start() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
                while answer(&stream).is_some() {}
            });
        }
    });
    port
}

fn answer(mut stream: &TcpStream) -> Option<()> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next()?;
    let head: Vec<(String, String)> = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())))
        .collect();
    let seen: Value = json!({"path": first.split(' ').nth(1)?, "headers": head});
    let wished = head.iter().filter(|(name, _)| name == WISH).flat_map(|(_, names)| names.split(','));
    let wished: String = wished.map(|name| format!("{name}: from-the-backend\r\n")).collect();
    // In one piece: small ones wait for each other.
    let answer = format!("HTTP/1.1 200 OK\r\n{SEEN}: {seen}\r\n{wished}Content-Length: 0\r\n\r\n");
    stream.write_all(answer.as_bytes()).ok()
}
