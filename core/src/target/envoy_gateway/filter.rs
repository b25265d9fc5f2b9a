//! HTTPRouteFilter: answers without a backend, and rewrites by regular expression.

use super::format::{Place, Written, may_be_nothing, write};
use super::{API, rewrite};
use crate::emit::Node;
use crate::grant::Shortfall;
use crate::lower::{RouteAction, RouteRule};
use crate::target::{Extension, Naming};
use gatewright_contract::{Body, FactId, Respond, RewriteRegex, Want};

/// Bytes that the text of an answer may have: Envoy takes no configuration with a longer one.
const LONGEST: usize = 4096;

/// The filters a rule needs.
pub(super) fn filters(rule: &RouteRule) -> Vec<Extension> {
    match &rule.action {
        RouteAction::Respond(response) => vec![respond(response, rule)],
        RouteAction::Forward(_) => rewrites(rule).collect(),
        RouteAction::Redirect(_) => Vec::new(),
    }
}

/// At most one: a later rewrite would find a path that the first one made.
fn rewrites(rule: &RouteRule) -> impl Iterator<Item = Extension> {
    let own = rule.extras.iter().flat_map(|extras| &extras.own);
    let mut rewrites = own.filter_map(|want| {
        let Want::RewriteRegex(regex) = &want.value else { return None };
        Some(rewrite(regex, &want.from))
    });
    rewrites.next().flatten().into_iter()
}

/// In what the text of an answer differs; why there is none, where it cannot be.
pub(super) fn text(Body { pieces, .. }: &Body) -> Result<Option<Shortfall>, Shortfall> {
    // Nothing of an answer is known before it is given.
    let Written { text, mut differences, unknown } = write(pieces, Place::Request);
    if let [first, ..] = unknown.as_slice() {
        let why = format!("`{first}` is nothing that it can be made of");
        return Err(Shortfall::new(why, "write a text without it, or let a backend answer"));
    }
    if text.len() > LONGEST {
        return Err(Shortfall::new("it has more than 4096 bytes".to_owned(), "let a backend answer"));
    }
    if pieces.iter().any(may_be_nothing) {
        differences.push("`-` is written for what a request does not have");
    }
    let advice = "see that whoever reads the answer does not mind";
    Ok((!differences.is_empty()).then(|| Shortfall::new(differences.join("; "), advice)))
}

fn rewrite(regex: &RewriteRegex, from: &[FactId]) -> Option<Extension> {
    let pattern = rewrite::pattern(&regex.regex)?;
    let substitution = rewrite::substitution(&regex.substitution, &pattern);
    let replace = Node::map([("pattern", Node::str(pattern)), ("substitution", Node::str(substitution))]);
    let path = Node::map([("type", Node::str("ReplaceRegexMatch")), ("replaceRegexMatch", replace)]);
    Some(Extension {
        api_version: API,
        kind: "HTTPRouteFilter",
        naming: Naming::AfterRoute("rewrite"),
        spec: Node::map([("urlRewrite", Node::map([("path", path)]))]),
        from: from.to_vec(),
    })
}

fn respond(Respond { status, body }: &Respond, rule: &RouteRule) -> Extension {
    let mut answer = vec![("statusCode", Node::int(*status))];
    if let Some(body) = body {
        let text = Node::str(write(&body.pieces, Place::Request).text);
        answer.push(("contentType", Node::str(body.content_type.clone())));
        answer.push(("body", Node::map([("type", Node::str("Inline")), ("inline", text)])));
    }
    Extension {
        api_version: API,
        kind: "HTTPRouteFilter",
        naming: Naming::Plain(format!("respond-{status}")),
        spec: Node::map([("directResponse", Node::map(answer))]),
        from: rule.from.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, text};
    use gatewright_contract::{Body, Piece};

    fn body(piece: Piece) -> Body {
        Body { pieces: vec![piece], content_type: "text/plain".to_owned() }
    }

    #[test]
    fn a_text_is_said_whole_or_not_at_all() {
        let long = |length| body(Piece::Text("x".repeat(length)));
        assert_eq!(text(&long(LONGEST)), Ok(None));
        assert!(text(&long(LONGEST + 1)).is_err());
        assert!(text(&body(Piece::Status)).is_err(), "it is not known before the answer is given");
        assert!(text(&body(Piece::RequestHeader("x-a".to_owned()))).unwrap().unwrap().why.contains("`-`"));
    }
}
