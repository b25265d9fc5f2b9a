//! What is a schema, between being read and being printed?

/// A schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tree {
    /// The form of the value.
    pub(super) shape: Shape,
    /// What is asked beyond the form.
    pub(super) conditions: Vec<Condition>,
    /// Names of rules.
    pub(super) rules: Vec<String>,
}

/// The form of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// A text.
    Text { length: Bounds, pattern: Option<String>, format: Option<String>, values: Vec<String> },
    /// A whole number.
    Int { min: i64, max: i64, values: Vec<i64> },
    /// True or false.
    Bool,
    /// A sequence.
    List { items: Box<Tree>, count: Bounds, unique: Unique },
    /// A mapping with known names.
    Object { fields: Vec<Field>, count: Bounds },
    /// A mapping with names of the user's.
    Dict { values: Box<Tree>, count: Bounds },
    /// A whole number or a text.
    IntOrText,
    /// An object's `metadata`.
    Metadata,
    /// Anything.
    Any,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Field {
    /// Its name.
    pub(super) name: String,
    /// What it must be.
    pub(super) tree: Tree,
    /// Whether it must be there.
    pub(super) presence: Presence,
}

/// Whether a member must be there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Presence {
    /// It must.
    Required,
    /// It need not.
    Optional,
    /// It is added.
    Default(Literal),
}

/// A value that is added.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Literal {
    /// A text.
    Str(String),
    /// A whole number.
    Int(i64),
    /// True or false.
    Bool(bool),
    /// A sequence.
    List(Vec<Literal>),
    /// A mapping.
    Map(Vec<(String, Literal)>),
}

/// Which items of a sequence must differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unique {
    /// None.
    No,
    /// All.
    Items,
    /// All, in these members.
    Keys(Vec<String>),
}

/// A least and a greatest number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bounds {
    /// The least.
    pub(super) min: u32,
    /// The greatest; `u32::MAX` if there is none.
    pub(super) max: u32,
}

/// Something asked of a value's content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Condition {
    /// Every one.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// Exactly one.
    One(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// The member is there.
    Present(String),
    /// Holds for the member.
    Field(String, Box<Condition>),
    /// One of these texts.
    Texts(Vec<String>),
    /// A pattern's name.
    Pattern(String),
    /// A format's name.
    Format(String),
    /// Between these.
    Range(i64, i64),
}

impl Bounds {
    /// No bounds at all.
    pub(super) const NONE: Bounds = Bounds { min: 0, max: u32::MAX };
}

impl Tree {
    /// A schema without conditions and rules.
    pub(super) fn plain(shape: Shape) -> Tree {
        Tree { shape, conditions: Vec::new(), rules: Vec::new() }
    }

    /// The part at a path such as `spec.rules[].filters`.
    pub(super) fn at(&mut self, path: &str) -> Option<&mut Tree> {
        let (step, rest) = match path.split_once('.') {
            Some((step, rest)) => (step, Some(rest)),
            None => (path, None),
        };
        let name = step.trim_end_matches("[]");
        let Shape::Object { fields, .. } = &mut self.shape else { return None };
        let mut tree = &mut fields.iter_mut().find(|field| field.name == name)?.tree;
        for _ in 0..(step.len() - name.len()) / 2 {
            let Shape::List { items, .. } = &mut tree.shape else { return None };
            tree = items;
        }
        match rest {
            Some(rest) => tree.at(rest),
            None => Some(tree),
        }
    }

    /// Takes a member away, if it is there.
    pub(super) fn remove(&mut self, path: &str) {
        let (parent, name) = match path.rsplit_once('.') {
            Some((parent, name)) => (self.at(parent), name),
            None => (Some(self), path),
        };
        if let Some(Tree { shape: Shape::Object { fields, .. }, .. }) = parent {
            fields.retain(|field| field.name != name);
        }
    }

    /// Takes one value of a list of allowed values away, if it is there.
    pub(super) fn forbid(&mut self, path: &str, value: &str) {
        match self.at(path) {
            Some(Tree { shape: Shape::Text { values, .. }, .. }) => values.retain(|allowed| allowed != value),
            Some(Tree { shape: Shape::Int { values, .. }, .. }) => {
                values.retain(|allowed| allowed.to_string() != value)
            }
            Some(_) | None => {}
        }
    }
}
