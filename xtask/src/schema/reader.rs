//! What does an OpenAPI schema of a definition say? Every keyword is understood or refused.

use super::ledger::Ledger;
use super::tree::{Bounds, Condition, Field, Literal, Presence, Shape, Tree, Unique};
use serde_yaml_ng::Value;

/// Keywords that say nothing about what is accepted when an object is made.
const SILENT: &[&str] = &["description", "title", "example", "externalDocs", "x-kubernetes-map-type", "nullable"];

/// Reads one kind.
pub(super) struct Reader<'a> {
    kind: &'a str,
    ledger: &'a Ledger,
}

impl<'a> Reader<'a> {
    /// For a kind.
    pub(super) fn new(kind: &'a str, ledger: &'a Ledger) -> Reader<'a> {
        Reader { kind, ledger }
    }

    /// A whole object: `status` is nobody's to write, `metadata` the same for all.
    pub(super) fn object(&self, schema: &Value) -> Result<Tree, String> {
        let mut schema = schema.clone();
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_mapping_mut) {
            properties.remove("status");
        }
        let mut tree = self.tree(&schema, self.kind)?;
        if let Shape::Object { fields, .. } = &mut tree.shape {
            for field in fields {
                if field.name == "metadata" {
                    field.tree = Tree::plain(Shape::Metadata);
                }
                if matches!(field.name.as_str(), "apiVersion" | "kind" | "metadata") {
                    field.presence = Presence::Required;
                }
            }
        }
        Ok(tree)
    }

    fn tree(&self, schema: &Value, place: &str) -> Result<Tree, String> {
        let mut keywords = Keywords::new(schema, place)?;
        let rules = self.rules(&mut keywords)?;
        let shape = self.shape(&mut keywords)?;
        if shape == Shape::IntOrText {
            keywords.take("anyOf");
        }
        let conditions = self.combinations(&mut keywords)?;
        keywords.done()?;
        Ok(Tree { shape, conditions, rules })
    }

    fn rules(&self, keywords: &mut Keywords<'_>) -> Result<Vec<String>, String> {
        let mut names = Vec::new();
        for rule in keywords.take("x-kubernetes-validations").and_then(Value::as_sequence).into_iter().flatten() {
            let text = |name| rule.get(name).and_then(Value::as_str);
            let expression = text("rule").ok_or_else(|| format!("{}: a rule without an expression", keywords.place))?;
            // A rule about the object's former self says nothing about a new one.
            if expression.contains("oldSelf") && rule.get("optionalOldSelf").is_none() {
                continue;
            }
            let name = self.ledger.rule(expression, text("message").unwrap_or_default());
            names.extend(name.map_err(|error| format!("{}: {error}", keywords.place))?);
        }
        // Two expressions may say the same.
        names.dedup();
        Ok(names)
    }

    fn shape(&self, keywords: &mut Keywords<'_>) -> Result<Shape, String> {
        let kind = keywords.take("type").and_then(Value::as_str);
        if keywords.flag("x-kubernetes-int-or-string") {
            return Ok(Shape::IntOrText);
        }
        let open = keywords.flag("x-kubernetes-preserve-unknown-fields");
        match kind {
            Some("string") => Ok(Shape::Text {
                length: keywords.bounds("minLength", "maxLength")?,
                pattern: self.pattern(keywords)?,
                format: keywords.text("format").map(|format| format_name(&format, &keywords.place)).transpose()?,
                values: keywords.texts("enum"),
            }),
            // No fraction is ever written.
            Some("integer" | "number") => {
                let (min, max) = keywords.range();
                Ok(Shape::Int { min, max, values: keywords.ints("enum") })
            }
            Some("boolean") => Ok(Shape::Bool),
            Some("array") => self.list(keywords),
            Some("object") => match keywords.take("additionalProperties") {
                Some(values) => {
                    let values = Box::new(self.tree(values, &format!("{}{{}}", keywords.place))?);
                    Ok(Shape::Dict { values, count: keywords.bounds("minProperties", "maxProperties")? })
                }
                None if open => Ok(Shape::Any),
                None => self.fields(keywords),
            },
            None if open => Ok(Shape::Any),
            Some(_) | None => Err(format!("{}: type {kind:?} is not known", keywords.place)),
        }
    }

    fn pattern(&self, keywords: &mut Keywords<'_>) -> Result<Option<String>, String> {
        let pattern = keywords.text("pattern").map(|pattern| self.ledger.pattern(&pattern)).transpose();
        pattern.map_err(|error| format!("{}: {error}", keywords.place))
    }

    fn list(&self, keywords: &mut Keywords<'_>) -> Result<Shape, String> {
        let items = keywords.take("items").ok_or_else(|| format!("{}: no items", keywords.place))?;
        let items = Box::new(self.tree(items, &format!("{}[]", keywords.place))?);
        let keys = keywords.texts("x-kubernetes-list-map-keys");
        let unique = match keywords.text("x-kubernetes-list-type").as_deref() {
            None | Some("atomic") => Unique::No,
            Some("map") => Unique::Keys(keys),
            Some("set") if matches!(items.shape, Shape::Text { .. } | Shape::Int { .. }) => Unique::Items,
            Some(other) => return Err(format!("{}: a list of type {other} is not known", keywords.place)),
        };
        Ok(Shape::List { items, count: keywords.bounds("minItems", "maxItems")?, unique })
    }

    fn fields(&self, keywords: &mut Keywords<'_>) -> Result<Shape, String> {
        let required = keywords.texts("required");
        let mut fields = Vec::new();
        for (name, schema) in keywords.take("properties").and_then(Value::as_mapping).into_iter().flatten() {
            let name = name.as_str().unwrap_or_default().to_owned();
            let presence = match schema.get("default") {
                Some(default) => Presence::Default(literal(default, &keywords.place)?),
                None if required.contains(&name) => Presence::Required,
                None => Presence::Optional,
            };
            let tree = self.tree(schema, &format!("{}.{name}", keywords.place))?;
            fields.push(Field { name, tree, presence });
        }
        if fields.len() > 64 {
            return Err(format!("{}: more than 64 fields", keywords.place));
        }
        Ok(Shape::Object { fields, count: keywords.bounds("minProperties", "maxProperties")? })
    }

    fn combinations(&self, keywords: &mut Keywords<'_>) -> Result<Vec<Condition>, String> {
        let mut found = Vec::new();
        for name in ["allOf", "anyOf", "oneOf"] {
            let Some(parts) = keywords.take(name).and_then(Value::as_sequence) else { continue };
            let place = keywords.place.clone();
            let parts = parts.iter().map(|part| self.condition(part, &place)).collect::<Result<_, _>>()?;
            found.push(match name {
                "allOf" => Condition::All(parts),
                "anyOf" => Condition::Any(parts),
                _ => Condition::One(parts),
            });
        }
        if let Some(part) = keywords.take("not") {
            found.push(Condition::Not(Box::new(self.condition(part, &keywords.place)?)));
        }
        Ok(found)
    }

    /// A schema inside a combination, which asks but does not shape.
    fn condition(&self, schema: &Value, place: &str) -> Result<Condition, String> {
        let mut keywords = Keywords::new(schema, place)?;
        let mut all = self.combinations(&mut keywords)?;
        all.extend(keywords.texts("required").into_iter().map(Condition::Present));
        for (name, part) in keywords.take("properties").and_then(Value::as_mapping).into_iter().flatten() {
            let name = name.as_str().unwrap_or_default();
            let part = self.condition(part, &format!("{place}.{name}"))?;
            all.push(Condition::Field(name.to_owned(), Box::new(part)));
        }
        let values = keywords.texts("enum");
        if !values.is_empty() {
            all.push(Condition::Texts(values));
        }
        all.extend(self.pattern(&mut keywords)?.map(Condition::Pattern));
        if let Some(format) = keywords.text("format") {
            all.push(Condition::Format(format_name(&format, place)?));
        }
        if keywords.has("minimum") || keywords.has("maximum") {
            let (min, max) = keywords.range();
            all.push(Condition::Range(min, max));
        }
        keywords.done()?;
        match all.len() {
            1 => Ok(all.remove(0)),
            _ => Ok(Condition::All(all)),
        }
    }
}

fn format_name(format: &str, place: &str) -> Result<String, String> {
    match format {
        "ipv4" => Ok("Ipv4".to_owned()),
        "ipv6" => Ok("Ipv6".to_owned()),
        _ => Err(format!("{place}: format {format} is not known")),
    }
}

fn literal(value: &Value, place: &str) -> Result<Literal, String> {
    match value {
        Value::String(text) => Ok(Literal::Str(text.clone())),
        Value::Bool(value) => Ok(Literal::Bool(*value)),
        Value::Number(number) => number.as_i64().map(Literal::Int).ok_or_else(|| format!("{place}: default {number}")),
        Value::Sequence(items) => {
            items.iter().map(|item| literal(item, place)).collect::<Result<_, _>>().map(Literal::List)
        }
        Value::Mapping(entries) => {
            let entry = |(name, value): (&Value, &Value)| {
                Ok((name.as_str().unwrap_or_default().to_owned(), literal(value, place)?))
            };
            entries.iter().map(entry).collect::<Result<_, String>>().map(Literal::Map)
        }
        Value::Null | Value::Tagged(_) => Err(format!("{place}: a default that is null or tagged")),
    }
}

/// The keywords of one schema that nobody has read yet.
struct Keywords<'a> {
    place: String,
    left: Vec<(&'a str, &'a Value)>,
}

impl<'a> Keywords<'a> {
    fn new(schema: &'a Value, place: &str) -> Result<Keywords<'a>, String> {
        let entries = schema.as_mapping().ok_or_else(|| format!("{place}: not a schema"))?;
        let left = entries.iter().filter_map(|(name, value)| Some((name.as_str()?, value)));
        Ok(Keywords { place: place.to_owned(), left: left.collect() })
    }

    fn has(&self, name: &str) -> bool {
        self.left.iter().any(|(keyword, _)| *keyword == name)
    }

    fn take(&mut self, name: &str) -> Option<&'a Value> {
        let index = self.left.iter().position(|(keyword, _)| *keyword == name)?;
        Some(self.left.remove(index).1)
    }

    fn flag(&mut self, name: &str) -> bool {
        self.take(name).and_then(Value::as_bool) == Some(true)
    }

    fn text(&mut self, name: &str) -> Option<String> {
        self.take(name)?.as_str().map(str::to_owned)
    }

    fn texts(&mut self, name: &str) -> Vec<String> {
        let values = self.take(name).and_then(Value::as_sequence);
        values.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    fn ints(&mut self, name: &str) -> Vec<i64> {
        let values = self.take(name).and_then(Value::as_sequence);
        values.into_iter().flatten().filter_map(Value::as_i64).collect()
    }

    fn bounds(&mut self, min: &str, max: &str) -> Result<Bounds, String> {
        let mut bounds = Bounds::NONE;
        for (name, bound) in [(min, &mut bounds.min), (max, &mut bounds.max)] {
            if let Some(value) = self.take(name) {
                let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
                *bound = number.ok_or_else(|| format!("{}: {name} is {value:?}", self.place))?;
            }
        }
        Ok(bounds)
    }

    /// From minimum, maximum and the width of the format.
    fn range(&mut self) -> (i64, i64) {
        let (low, high) = match self.text("format").as_deref() {
            Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
            Some(_) | None => (i64::MIN, i64::MAX),
        };
        let min = self.take("minimum").and_then(Value::as_i64).unwrap_or(low);
        let max = self.take("maximum").and_then(Value::as_i64).unwrap_or(high);
        (min.max(low), max.min(high))
    }

    fn done(self) -> Result<(), String> {
        // A default is read where the member stands.
        let strange = self.left.iter().find(|(name, _)| !SILENT.contains(name) && *name != "default");
        match strange {
            Some((name, _)) => Err(format!("{}: the keyword {name} is not known", self.place)),
            None => Ok(()),
        }
    }
}
