//! Which paths does a rule's path take, and which does it just miss?

use super::spoken::Wanted;
use super::witness;

/// Paths that are meant, and their neighbours on both sides of the line.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) hits: Vec<String>,
    pub(super) near: Vec<String>,
}

/// Those of one path.
pub(super) fn of(wanted: &Wanted) -> Found {
    match wanted {
        Wanted::Plain(path) => {
            let path = path.replace('?', "%3F");
            if !is_target(&path) {
                return Found::default();
            }
            let near = neighbours(&path);
            Found { hits: vec![path], near }
        }
        Wanted::Pattern(pattern) => {
            let hits: Vec<String> = witness::of(pattern).into_iter().filter(|text| is_target(text)).collect();
            let near = hits.iter().take(3).flat_map(|hit| near_pattern(hit)).collect();
            Found { hits, near }
        }
    }
}

/// What a client can send as the path of a request; a `?` would begin its query.
fn is_target(path: &str) -> bool {
    path.starts_with('/')
        && path.len() < 2000
        && path.bytes().all(|byte| byte.is_ascii_graphic() && !b"#?".contains(&byte))
}

fn neighbours(path: &str) -> Vec<String> {
    let bare = path.trim_end_matches('/');
    let mut near = vec![format!("{bare}/"), format!("{bare}/deep"), format!("{path}x"), format!("/{path}")];
    if !bare.is_empty() {
        near.push(bare.to_owned());
        near.push(format!("{bare}//deep"));
        near.extend(other_case(path));
        near.extend(encoded(path));
    }
    near
}

fn near_pattern(hit: &str) -> Vec<String> {
    let mut shorter = hit.to_owned();
    shorter.pop();
    let mut near = vec![format!("{hit}x"), format!("{hit}/deep")];
    near.extend(Some(shorter).filter(|path| path.starts_with('/')));
    near.extend(other_case(hit));
    near
}

fn other_case(path: &str) -> Option<String> {
    let upper = path.to_ascii_uppercase();
    if upper != path { Some(upper) } else { Some(path.to_ascii_lowercase()).filter(|lower| lower != path) }
}

/// The same path with its first letter in percent encoding.
fn encoded(path: &str) -> Option<String> {
    let (at, letter) = path.char_indices().find(|(_, letter)| letter.is_ascii_alphanumeric())?;
    let (before, after) = (path.get(..at)?, path.get(at + letter.len_utf8()..)?);
    Some(format!("{before}%{:02x}{after}", u32::from(letter)))
}
