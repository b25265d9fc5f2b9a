//! What does a `location` block of a snippet answer?

use super::access::Entry;
use super::controller::with_guards;
use super::directive::Directive;
use super::effect::Effect;
use super::script::{Flow, Walk};
use gatewright_plugin_sdk::contract::{Answer, AnswerKind};

/// The answer; the inner none sends the request back to the choice of a location, the outer one is not known.
pub(super) fn at(block: &[Directive], walk: &mut Walk<'_>, mut effect: Effect) -> Option<Option<Answer>> {
    walk.block.clear();
    let flow = walk.run(block)?;
    effect.add(block, walk.scope()).ok()?;
    effect.add(&walk.block, walk.scope()).ok()?;
    match flow {
        Flow::Done(mut answer) => {
            answer.response_headers = effect.response;
            Some(Some(*answer))
        }
        Flow::Again => Some(None),
        // What is left is a file of the controller's own, which nobody knows; only who is kept out is certain.
        Flow::Next | Flow::Stop => match effect.access.entry(walk.client) {
            Entry::Closed => Some(Some(with_guards(Answer::plain(AnswerKind::Respond, Some(403)), &[]))),
            Entry::Past(_) => None,
        },
    }
}
