//! How are changes of headers written so that the target takes values letter by letter, and each name once?

use super::Shortfall;
use super::told::{Group, Told};
use crate::report::Outcome;
use crate::target::HeaderValues;
use gatewright_contract::{Aspect, FactId, HeaderChange, Rule, Severity, Sourced, Step};

/// Writes a rule's header changes as the target reads them; a value that it does not take is lost, and told.
pub(super) fn write(rule: &mut Rule, values: HeaderValues, told: &mut Told) {
    let mut steps = std::mem::take(&mut rule.steps);
    for Sourced { value: step, from } in &mut steps {
        match step {
            Step::RequestHeaders(change) => settle((change, from), values, (rule, Aspect::RequestHeaders), told),
            Step::ResponseHeaders(change) => settle((change, from), values, (rule, Aspect::ResponseHeaders), told),
            Step::RewritePath(_) | Step::RewriteHost(_) | Step::Mirror(_) => {}
        }
    }
    rule.steps = steps;
}

fn settle(
    (change, from): (&mut HeaderChange, &[FactId]),
    values: HeaderValues,
    (rule, aspect): (&Rule, Aspect),
    told: &mut Told,
) {
    // What is set to a value that is always there need not be removed first.
    change.remove.retain(|name| !change.set.iter().any(|(set, value)| set == name && !value.is_empty()));
    let HeaderChange { set, add, remove } = change;
    let mut refuse = |name: &str, value: &str| {
        let why = format!("`{value}` is not taken as a value: words in ASCII, one space between them, are");
        let short = Shortfall::new(why, "write such a value, or let the application set the header");
        told.settle(from, Outcome::Unsupported, Some(&short));
        let group = Group::new("core/not-granted", Severity::Warning, &short);
        told.put((group, format!("the header `{name}`")), rule, (from, &[aspect]));
    };
    add.retain(|(name, value)| {
        values.takes(value) || {
            refuse(name, value);
            false
        }
    });
    set.retain(|(name, value)| {
        let taken = values.takes(value);
        if !taken {
            refuse(name, value);
            // What it would have taken the place of must not stand there now.
            remove.extend((!remove.contains(name)).then(|| name.clone()));
        }
        taken
    });
    if values == HeaderValues::Formatted {
        set.iter_mut().chain(add).for_each(|(_, value)| *value = value.replace('%', "%%"));
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderChange, HeaderValues, Rule, Step, Told, write};
    use gatewright_contract::{Action, Expr, ObjectId, RuleId, Sourced};

    #[test]
    fn a_value_that_is_not_taken_goes_and_its_name_is_removed_once() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let change = HeaderChange {
            set: vec![pair("X-A", ""), pair("X-B", "5%"), pair("X-C", "two  spaces")],
            add: vec![pair("X-D", "ü"), pair("X-E", "one two")],
            remove: vec!["X-A".to_owned(), "X-B".to_owned()],
        };
        let step = Sourced { value: Step::RequestHeaders(change), from: Vec::new() };
        let mut rule = Rule {
            id: RuleId(0),
            object: ObjectId(0),
            position: 0,
            gateway: String::new(),
            listeners: Vec::new(),
            when: Expr::All(Vec::new()),
            steps: vec![step],
            wants: Vec::new(),
            action: Action::Forward(Vec::new()),
            from: Vec::new(),
        };
        write(&mut rule, HeaderValues::Formatted, &mut Told::default());
        let kept = HeaderChange {
            set: vec![pair("X-B", "5%%")],
            add: vec![pair("X-E", "one two")],
            remove: vec!["X-A".to_owned(), "X-C".to_owned()],
        };
        assert_eq!(rule.steps.first().map(|step| &step.value), Some(&Step::RequestHeaders(kept)));
    }
}
