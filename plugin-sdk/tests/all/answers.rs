//! Does an answer account for every fact?

use gatewright_plugin_sdk::Answer;
use gatewright_plugin_sdk::contract::{
    Action, Aspect, AttachTo, Backend, Expr, FactId, HeaderChange, ObjectId, OnLoss, Rule, RuleId, Severity, Step,
    VerdictKind, VerdictPart, Want, Wanted,
};
use proptest::prelude::*;

fn answer() -> Answer {
    Answer::new("acme", "acme.example")
}

#[test]
fn what_nobody_spoke_of_is_forgotten_and_said_so() {
    let mut answer = answer();
    answer.used(FactId(1));
    answer.step(ObjectId(0), Step::ResponseHeaders(HeaderChange::default()), vec![FactId(2)]);
    answer.want_or_warn(ObjectId(0), Want::BodyLimit { bytes: 1 }, vec![FactId(3)]);
    let response = answer.finish([1, 2, 3, 4].map(FactId));
    let settled: Vec<_> = response.verdicts.iter().map(|verdict| (verdict.fact.0, verdict.outcome)).collect();
    assert_eq!(settled, [(1, VerdictKind::Used), (4, VerdictKind::Unsupported)]);
    let finding = &response.findings[0];
    assert_eq!((finding.code.as_str(), finding.severity), ("acme/forgotten", Severity::Error));
    assert_eq!((finding.at.as_slice(), response.findings.len()), ([FactId(4)].as_slice(), 1));
}

#[test]
fn what_a_table_names_is_spoken_of() {
    let backend =
        Backend { namespace: "shop".into(), service: "web".into(), port: 80, weight: 1, from: vec![FactId(2)] };
    let mut answer = answer();
    answer.table.rules.push(Rule {
        id: RuleId(0),
        object: ObjectId(0),
        position: 0,
        gateway: "public".into(),
        listeners: Vec::new(),
        when: Expr::All(Vec::new()),
        steps: Vec::new(),
        wants: vec![Wanted { want: Want::Passthrough, on_loss: OnLoss::Warn, from: vec![FactId(3)] }],
        action: Action::Forward(vec![backend]),
        from: vec![FactId(1)],
    });
    assert!(answer.finish([1, 2, 3].map(FactId)).verdicts.is_empty());
}

#[test]
fn of_several_verdicts_the_worst_counts_with_its_reason() {
    let mut answer = answer();
    let fact = FactId(1);
    answer.unsupported(fact, "first", Some("do"));
    answer.inert(fact, "second");
    answer.used(fact);
    answer.unsupported(fact, "third", None);
    assert_eq!(answer.verdict(fact), Some(VerdictKind::Unsupported));
    answer.parts(
        fact,
        vec![
            VerdictPart { text: "a;".into(), outcome: VerdictKind::Used, why: None },
            VerdictPart { text: "b;".into(), outcome: VerdictKind::Invalid, why: Some("fourth".into()) },
        ],
    );
    let verdict = answer.finish([fact]).verdicts.remove(0);
    assert_eq!((verdict.outcome, verdict.why.as_deref(), verdict.advice), (VerdictKind::Invalid, Some("fourth"), None));
    assert_eq!(verdict.parts.len(), 2);
}

#[test]
fn findings_are_the_plugins_own() {
    let mut answer = answer();
    answer
        .find(Severity::Info, "note", "it is so")
        .at([FactId(2), FactId(1), FactId(2)])
        .object(ObjectId(3))
        .help("do this")
        .announces(Expr::All(Vec::new()), [Aspect::Guards]);
    answer.attach(RuleId(5), Vec::new(), Vec::new());
    let response = answer.finish([]);
    let finding = &response.findings[0];
    assert_eq!((finding.code.as_str(), finding.at.as_slice()), ("acme/note", [FactId(2), FactId(1)].as_slice()));
    assert_eq!((finding.object, finding.help.as_deref()), (Some(ObjectId(3)), Some("do this")));
    assert_eq!(finding.announces.as_ref().unwrap().changes, [Aspect::Guards]);
    assert_eq!(response.attach[0].to, AttachTo::Rule(RuleId(5)));
}

proptest! {
    /// However few facts a plugin speaks of, each that it owns ends with one verdict or a name in an item.
    #[test]
    fn every_owned_fact_is_accounted_for(owned in prop::collection::btree_set(0_u32..20, 0..20), settled in prop::collection::vec(0_u32..20, 0..10), named in prop::collection::vec(0_u32..20, 0..5)) {
        let mut answer = answer();
        for fact in &settled {
            answer.inert(FactId(*fact), "why");
        }
        for fact in &named {
            answer.step(ObjectId(0), Step::RewriteHost("a".into()), vec![FactId(*fact)]);
        }
        let response = answer.finish(owned.iter().copied().map(FactId));
        for fact in owned {
            let verdicts = response.verdicts.iter().filter(|verdict| verdict.fact == FactId(fact)).count();
            let spoken = settled.contains(&fact);
            prop_assert_eq!(verdicts, usize::from(spoken || !named.contains(&fact)));
        }
    }
}
