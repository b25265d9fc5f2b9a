//! Does an expression of the definitions hold? Asked of an implementation of CEL.

use cel::objects::{Key, Value as Cel};
use cel::{Context, Env, Program};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::sync::Arc;

/// Words that CEL keeps for itself; as members they are written with underscores around them.
const RESERVED: [&str; 21] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "true",
    "var",
    "void",
    "while",
];

/// Compiled expressions and remembered answers.
pub(super) struct Expressions {
    env: Arc<Env>,
    programs: BTreeMap<String, Program>,
    answers: HashMap<(usize, String), Vec<String>>,
    names: BTreeMap<&'static str, &'static str>,
}

impl Default for Expressions {
    fn default() -> Expressions {
        let mut env = Env::stdlib();
        env.add_extension(cel::extensions::strings).unwrap();
        let names = include_str!("../../../xtask/src/schema/rules.tsv").lines();
        Expressions {
            env: Arc::new(env),
            programs: BTreeMap::new(),
            answers: HashMap::new(),
            names: names.map(|row| row.split_once('\t').unwrap()).collect(),
        }
    }
}

impl Expressions {
    /// The names of a schema's rules that do not hold for a value; an error is a no.
    pub(super) fn broken(&mut self, value: &Value, schema: &Value) -> Vec<String> {
        let Some(rules) = schema["x-kubernetes-validations"].as_array() else { return Vec::new() };
        // A schema is told by its address: the definitions outlive the questions.
        let question = (std::ptr::from_ref(schema).addr(), value.to_string());
        if let Some(answer) = self.answers.get(&question) {
            return answer.clone();
        }
        let this = convert(value, schema);
        let expressions =
            rules.iter().filter_map(|rule| rule["rule"].as_str()).filter(|rule| !rule.contains("oldSelf"));
        let broken: Vec<&str> = expressions.filter(|expression| !self.holds(expression, &this)).collect();
        let answer: Vec<String> = broken.into_iter().map(|expression| self.name(expression)).collect();
        self.answers.insert(question, answer.clone());
        answer
    }

    fn holds(&mut self, expression: &str, this: &Cel) -> bool {
        if !self.programs.contains_key(expression) {
            self.programs.insert(expression.to_owned(), self.env.compile(expression).unwrap());
        }
        let mut context = Context::with_env(self.env.clone());
        context.add_function("isIP", is_ip).unwrap();
        context.add_variable_from_value("self", this.clone());
        matches!(self.programs[expression].execute(&context), Ok(Cel::Bool(true)))
    }

    /// What the check calls the rule of an expression: the name beside its digest (64-bit FNV-1a).
    fn name(&self, expression: &str) -> String {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let digest = format!("{:016x}", expression.bytes().fold(0xcbf2_9ce4_8422_2325, step));
        self.names.get(digest.as_str()).map_or_else(|| expression.to_owned(), |name| (*name).to_owned())
    }
}

/// The function of Kubernetes: no zone, and no IPv4 address in the clothes of an IPv6 one.
fn is_ip(text: Arc<String>) -> bool {
    match text.parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) => address.to_ipv4_mapped().is_none(),
        Ok(IpAddr::V4(_)) => true,
        Err(_) => false,
    }
}

fn convert(value: &Value, schema: &Value) -> Cel {
    match value {
        Value::String(text) => Cel::String(Arc::new(text.clone())),
        Value::Number(number) => Cel::Int(number.as_i64().unwrap()),
        Value::Bool(value) => Cel::Bool(*value),
        Value::Array(items) => Cel::List(Arc::new(items.iter().map(|item| convert(item, &schema["items"])).collect())),
        Value::Object(entries) => {
            let entry = |(name, value): (&String, &Value)| {
                let schema = super::opinion::member(schema, name).unwrap_or(&Value::Null);
                (Key::String(Arc::new(name.clone())), convert(value, schema))
            };
            let fixed = schema.get("properties").is_some();
            let entries = entries.iter().map(entry).map(|(key, value)| match key {
                Key::String(name) if fixed && RESERVED.contains(&name.as_str()) => {
                    (Key::String(Arc::new(format!("__{name}__"))), value)
                }
                key => (key, value),
            });
            Cel::Map(entries.collect::<HashMap<Key, Cel>>().into())
        }
        Value::Null => Cel::Null,
    }
}
