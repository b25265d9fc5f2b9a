//! What do nginx's variables in a text mean, in words that all vendors share?

use gatewright_plugin_sdk::contract::{Piece, TimeForm};

/// Variables that nothing else is called.
const NAMED: &[(&str, Piece)] = &[
    ("best_http_host", Piece::HostHeader),
    ("binary_remote_addr", Piece::ClientAddress),
    ("body_bytes_sent", Piece::BytesSent),
    ("host", Piece::Host),
    ("http_host", Piece::HostHeader),
    ("msec", Piece::Time(TimeForm::Seconds)),
    ("pass_access_scheme", Piece::Scheme),
    ("realip_remote_addr", Piece::ConnectionAddress),
    ("remote_addr", Piece::ClientAddress),
    ("req_id", Piece::RequestId),
    ("request_id", Piece::RequestId),
    ("request_length", Piece::BytesReceived),
    ("request_method", Piece::Method),
    ("request_time", Piece::Seconds),
    ("request_uri", Piece::Target),
    ("scheme", Piece::Scheme),
    ("server_protocol", Piece::Protocol),
    ("ssl_cipher", Piece::TlsCipher),
    ("ssl_client_s_dn", Piece::CertificateSubject),
    ("ssl_protocol", Piece::TlsVersion),
    ("ssl_server_name", Piece::ServerName),
    ("status", Piece::Status),
    ("the_real_ip", Piece::ClientAddress),
    ("time_iso8601", Piece::Time(TimeForm::Iso)),
    ("time_local", Piece::Time(TimeForm::Log)),
    ("upstream_addr", Piece::Endpoint),
];

/// Request headers that a gateway writes itself, so that they are not what the client sent.
const WRITTEN: [&str; 2] = ["x_forwarded", "x_request_id"];

/// The pieces of a text.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        say(before, &mut pieces);
        let (name, left) = name(after);
        match name {
            "" => say("$", &mut pieces),
            "request" => {
                pieces.extend([Piece::Method, Piece::Text(" ".to_owned()), Piece::Target]);
                pieces.extend([Piece::Text(" ".to_owned()), Piece::Protocol]);
            }
            name => pieces.push(piece(name)),
        }
        rest = left;
    }
    say(rest, &mut pieces);
    pieces
}

/// Whether every variable of a text is one that all vendors have a word for.
pub fn is_known(pieces: &[Piece]) -> bool {
    !pieces.iter().any(|piece| matches!(piece, Piece::Other(_)))
}

fn say(text: &str, pieces: &mut Vec<Piece>) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(last)) => last.push_str(text),
        Some(_) | None => pieces.push(Piece::Text(text.to_owned())),
    }
}

fn piece(name: &str) -> Piece {
    let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, piece)| piece.clone());
    let header = |prefix: &str| name.strip_prefix(prefix).map(|header| header.replace('_', "-"));
    let sent = || match name.strip_prefix("http_") {
        Some(header) if WRITTEN.iter().any(|written| header.starts_with(written)) => None,
        Some(_) | None => header("http_").map(Piece::RequestHeader),
    };
    let answered = || header("sent_http_").or_else(|| header("upstream_http_")).map(Piece::ResponseHeader);
    named.or_else(sent).or_else(answered).unwrap_or_else(|| Piece::Other(format!("${name}")))
}

/// The name of a variable after its `$`, and what follows it.
fn name(after: &str) -> (&str, &str) {
    if let Some((name, left)) = after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        return (name, left);
    }
    // `$1` is one digit, whatever follows.
    let first_is_digit = after.starts_with(|first: char| first.is_ascii_digit());
    let end = after.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(after.len());
    after.split_at(if first_is_digit { 1 } else { end })
}

#[cfg(test)]
mod tests {
    use super::{is_known, pieces};
    use gatewright_plugin_sdk::contract::Piece;

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    #[test]
    fn texts_fall_into_pieces() {
        let mixed = [text("a "), Piece::ClientAddress, text("-"), Piece::RequestHeader("x-user".to_owned()), text("$")];
        assert_eq!(pieces("a $remote_addr-${http_x_user}$"), mixed);
        let request = [Piece::Method, text(" "), Piece::Target, text(" "), Piece::Protocol];
        assert_eq!(pieces("$request"), request);
        assert_eq!(pieces("$1a"), [Piece::Other("$1".to_owned()), text("a")]);
    }

    #[test]
    fn what_a_gateway_writes_is_not_what_the_client_sent() {
        assert!(is_known(&pieces("$http_user_agent $sent_http_etag")));
        for other in ["$http_x_forwarded_for", "$http_x_request_id", "$remote_user", "$geoip2_city"] {
            assert!(!is_known(&pieces(other)), "{other}");
        }
    }
}
