//! What does a value with pieces to be filled in come to for a request?

use crate::request::header;
use gatewright_contract::HttpRequest;
use serde_json::{Value, json};

/// A value as it is written: one text, or pieces of which every second is filled in.
pub(super) fn read(text: &str) -> Value {
    let mut pieces = vec![String::new()];
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        let open = pieces.len() % 2 == 0;
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(before);
        }
        match after.strip_prefix('%').filter(|_| !open) {
            Some(after) => {
                if let Some(piece) = pieces.last_mut() {
                    piece.push('%');
                }
                rest = after;
            }
            None => {
                pieces.push(String::new());
                rest = after;
            }
        }
    }
    if let Some(piece) = pieces.last_mut() {
        piece.push_str(rest);
    }
    if pieces.len() == 1 { json!(pieces.concat()) } else { json!(pieces) }
}

/// What it comes to; none where that is nothing, or not known.
pub(super) fn value(value: &Value, asked: &HttpRequest) -> Option<String> {
    let pieces = match value {
        Value::Array(pieces) => pieces,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            return Some(value.as_str().unwrap_or_default().to_owned());
        }
    };
    let mut text = String::new();
    for (at, piece) in pieces.iter().filter_map(Value::as_str).enumerate() {
        text.push_str(&if at % 2 == 0 { piece.to_owned() } else { filled(piece, asked)? });
    }
    (!text.is_empty()).then_some(text)
}

fn filled(word: &str, asked: &HttpRequest) -> Option<String> {
    match word {
        "REQ(:METHOD)" => Some(asked.method.clone()),
        "REQ(:AUTHORITY)" => Some(asked.host.clone()),
        "REQ(:SCHEME)" => Some(asked.scheme.clone()),
        "REQ(:PATH)" | "REQ(X-ENVOY-ORIGINAL-PATH?:PATH)" => Some(asked.path.clone()),
        // Whose word counts for it is not looked at here.
        "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT" if header(asked, "x-forwarded-for").is_none() => {
            asked.client_address.clone()
        }
        _ => {
            let name = word.strip_prefix("REQ(")?.strip_suffix(')')?;
            let written =
                name.starts_with([':', '?']) || name.contains('?') || name.eq_ignore_ascii_case("x-request-id");
            (!written).then(|| header(asked, name).unwrap_or_default().to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{read, value};
    use gatewright_contract::HttpRequest;

    #[test]
    fn values_are_filled_in() {
        let mut asked: HttpRequest = serde_json::from_str(r#"{"host": "a.example", "path": "/x?y=1"}"#).unwrap();
        asked.headers.insert("x-user".to_owned(), "me".to_owned());
        let of = |text: &str| value(&read(text), &asked);
        assert_eq!(of("50%% off").as_deref(), Some("50% off"));
        assert_eq!(of("%REQ(:METHOD)% %REQ(:PATH)%%%").as_deref(), Some("GET /x?y=1%"));
        assert_eq!(of("%REQ(X-User)%").as_deref(), Some("me"));
        assert_eq!(of("%REQ(x-nobody)%"), None);
        assert_eq!(of("%REQ(x-nobody)%%REQ(x-nothing)%"), None);
        assert_eq!(of("%PROTOCOL%"), None);
    }
}
