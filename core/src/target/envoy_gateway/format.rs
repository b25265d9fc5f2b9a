//! Texts that Envoy puts together for every request: `%REQ(:METHOD)%` and its like.
//!
//! A word that Envoy does not know would cost its whole configuration, so only those below are ever written.

use crate::grant::{Grant, Shortfall};
use crate::target::HeaderValues;
use gatewright_contract::{HeaderChange, Piece, Side, Step, TimeForm};
use std::borrow::Cow;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a header of the request, before it is sent on.
    Request,
    /// In a header of the answer.
    Response,
    /// In a line of the log.
    Log,
}

/// A text in Envoy's words, and in what it differs.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) differences: Vec<&'static str>,
    /// What Envoy has no word for.
    pub(super) unknown: Vec<String>,
}

/// Writes the pieces of a text; what Envoy has no word for is left out of it, or a hyphen in a log.
pub(super) fn write(pieces: &[Piece], place: Place) -> Written {
    let mut written = Written { text: String::new(), differences: Vec::new(), unknown: Vec::new() };
    for piece in pieces {
        match word(piece, place) {
            Ok((text, difference)) => {
                written.text.push_str(&text);
                written.differences.extend(difference.filter(|one| !written.differences.contains(one)));
            }
            Err(unknown) => {
                written.text.push_str(if place == Place::Log { "-" } else { "" });
                if !written.unknown.contains(&unknown) {
                    written.unknown.push(unknown);
                }
            }
        }
    }
    written
}

/// A header whose value depends on the request. Nothing where nobody said what the value is made of.
pub(super) fn header(name: &str, (pieces, side): (&[Piece], Side), beside: Beside) -> Option<Grant> {
    if pieces.is_empty() {
        return None;
    }
    let place = match side {
        Side::Request => Place::Request,
        Side::Response => Place::Response,
    };
    let Written { text, differences, unknown } = write(pieces, place);
    if name.eq_ignore_ascii_case("host") {
        let why = "the host of a request is not set by a header".to_owned();
        return Some(Grant::Refused(Shortfall::new(
            why,
            "rewrite the host to one name, or let the backend do without",
        )));
    }
    if let [first, ..] = unknown.as_slice() {
        let why = format!("`{first}` is nothing that the value of a header can be made of");
        let advice = "let the application find the value elsewhere, or write a value without it";
        return Some(Grant::Refused(Shortfall::new(why, advice)));
    }
    if !HeaderValues::Formatted.takes(&text) {
        let why = format!("`{text}` is not taken as a value: words in ASCII, one space between them, are");
        return Some(Grant::Refused(Shortfall::new(why, "write such a value")));
    }
    let (set, add) = match beside {
        Beside::Alone => (vec![(name.to_owned(), text)], Vec::new()),
        Beside::Others => (Vec::new(), vec![(name.to_owned(), text)]),
    };
    // A value that comes to nothing changes nothing, so what was there is removed first, unless it is part of the value.
    let may_be_nothing = beside == Beside::Alone && pieces.iter().all(may_be_nothing);
    let itself = |piece: &Piece| match side {
        Side::Request => matches!(piece, Piece::RequestHeader(part) if part.eq_ignore_ascii_case(name)),
        Side::Response => matches!(piece, Piece::ResponseHeader(part) if part.eq_ignore_ascii_case(name)),
    };
    let remove = (may_be_nothing && !pieces.iter().any(itself)).then(|| name.to_owned());
    let change = HeaderChange { set, add, remove: remove.into_iter().collect() };
    let step = match side {
        Side::Request => Step::RequestHeaders(change),
        Side::Response => Step::ResponseHeaders(change),
    };
    let advice = "see that whoever reads the header does not mind";
    Some(Grant::Step(step, (!differences.is_empty()).then(|| Shortfall::new(differences.join("; "), advice))))
}

/// Whether a header stands beside others of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// It is the only one.
    Alone,
    /// It is one more.
    Others,
}

pub(super) fn may_be_nothing(piece: &Piece) -> bool {
    match piece {
        Piece::RequestHeader(_)
        | Piece::ResponseHeader(_)
        | Piece::ServerName
        | Piece::TlsVersion
        | Piece::TlsCipher
        | Piece::CertificateSubject
        | Piece::Endpoint
        | Piece::Other(_) => true,
        Piece::Text(_)
        | Piece::ClientAddress
        | Piece::ConnectionAddress
        | Piece::HostHeader
        | Piece::Host
        | Piece::Method
        | Piece::Target
        | Piece::Scheme
        | Piece::Protocol
        | Piece::RequestId
        | Piece::Status
        | Piece::BytesSent
        | Piece::BytesReceived
        | Piece::Seconds
        | Piece::Time(_) => false,
    }
}

type Word = (Cow<'static, str>, Option<&'static str>);

/// What a piece is called, and in what it differs; its name where it has none.
fn word(piece: &Piece, place: Place) -> Result<Word, String> {
    let plain = |word: &'static str| Ok((Cow::Borrowed(word), None));
    let nearly = |word: &'static str, difference: &'static str| Ok((Cow::Borrowed(word), Some(difference)));
    let only_logged =
        |name: &str, word: Result<Word, String>| if place == Place::Log { word } else { Err(name.to_owned()) };
    match piece {
        Piece::Text(text) => Ok((Cow::Owned(text.replace('%', "%%")), None)),
        Piece::ClientAddress => plain("%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"),
        Piece::ConnectionAddress => plain("%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%"),
        Piece::HostHeader => plain("%REQ(:AUTHORITY)%"),
        Piece::Host => {
            nearly("%REQ(:AUTHORITY)%", "the host is as the client wrote it, with its port and capital letters")
        }
        Piece::Method => plain("%REQ(:METHOD)%"),
        // Once it is on its way to the backend, the path may be another.
        Piece::Target if place == Place::Request => plain("%REQ(:PATH)%"),
        Piece::Target => plain("%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%"),
        Piece::Scheme => plain("%REQ(:SCHEME)%"),
        Piece::Protocol => nearly("%PROTOCOL%", "HTTP/2 is called `HTTP/2`"),
        Piece::RequestHeader(name) => headed("REQ", name),
        Piece::ResponseHeader(name) if place == Place::Request => Err(format!("the header `{name}` of the answer")),
        Piece::ResponseHeader(name) => headed("RESP", name),
        Piece::RequestId => nearly(
            "%REQ(X-REQUEST-ID)%",
            "the name of a request is Envoy's own, a UUID, also where the client sent one",
        ),
        Piece::ServerName => plain("%REQUESTED_SERVER_NAME%"),
        Piece::TlsVersion => plain("%DOWNSTREAM_TLS_VERSION%"),
        Piece::TlsCipher => plain("%DOWNSTREAM_TLS_CIPHER%"),
        Piece::CertificateSubject => plain("%DOWNSTREAM_PEER_SUBJECT%"),
        Piece::Status if place == Place::Request => Err("the status".to_owned()),
        Piece::Status => plain("%RESPONSE_CODE%"),
        Piece::BytesSent => only_logged("the length of the answer", plain("%BYTES_SENT%")),
        Piece::BytesReceived => only_logged(
            "the length of the request",
            nearly("%BYTES_RECEIVED%", "the length of a request is that of its body"),
        ),
        Piece::Seconds => only_logged("the time that was taken", nearly("%DURATION%", "times are in milliseconds")),
        Piece::Endpoint if place == Place::Request => Err("the endpoint".to_owned()),
        Piece::Endpoint => plain("%UPSTREAM_HOST%"),
        Piece::Time(form) => only_logged("the time", time(*form)),
        Piece::Other(name) => Err(name.clone()),
    }
}

fn time(form: TimeForm) -> Result<Word, String> {
    let word = match form {
        TimeForm::Log => "%START_TIME(%d/%b/%Y:%H:%M:%S %z)%",
        TimeForm::Iso => "%START_TIME(%Y-%m-%dT%H:%M:%S%z)%",
        TimeForm::Seconds => "%START_TIME(%s.%3f)%",
    };
    Ok((Cow::Borrowed(word), Some("the time is that at which a request began")))
}

fn headed(which: &str, name: &str) -> Result<Word, String> {
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_name { Ok((Cow::Owned(format!("%{which}({name})%")), None)) } else { Err(format!("the header `{name}`")) }
}

#[cfg(test)]
mod tests {
    use super::{Beside, Place, header, write};
    use crate::grant::Grant;
    use gatewright_contract::{HeaderChange, Piece, Side, Step};

    #[test]
    fn pieces_have_words() {
        let pieces = [Piece::Text("100% ".to_owned()), Piece::Target, Piece::Other("$x".to_owned())];
        let written = write(&pieces, Place::Response);
        assert_eq!(written.text, "100%% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%");
        assert_eq!(written.unknown, ["$x"]);
        assert_eq!(write(&[Piece::Status], Place::Request).unknown, ["the status"]);
    }

    #[test]
    fn a_header_is_set_or_added() {
        let of = |pieces: &[Piece], beside| header("X-A", (pieces, Side::Request), beside).unwrap();
        let set =
            HeaderChange { set: vec![("X-A".to_owned(), "%REQ(:METHOD)%".to_owned())], ..HeaderChange::default() };
        assert_eq!(of(&[Piece::Method], Beside::Alone), Grant::Step(Step::RequestHeaders(set), None));
        let user = [Piece::RequestHeader("x-user".to_owned())];
        let removed = |grant: Grant| {
            let Grant::Step(Step::RequestHeaders(change), None) = grant else { panic!("{grant:?}") };
            change.remove
        };
        assert_eq!(removed(of(&user, Beside::Alone)), ["X-A"]);
        assert_eq!(removed(of(&user, Beside::Others)), [""; 0]);
        // With nothing of its own there is nothing to leave in its place.
        assert_eq!(removed(of(&[Piece::RequestHeader("x-a".to_owned())], Beside::Alone)), [""; 0]);
        assert!(matches!(of(&[Piece::Text("ä".to_owned()), Piece::Method], Beside::Alone), Grant::Refused(_)));
    }
}
