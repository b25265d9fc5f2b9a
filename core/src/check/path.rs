//! Where in an object are we? A chain on the stack, spelled out only when something is wrong.

/// A place in an object, as a chain back to its root.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The object itself.
    Root,
    /// A member of a mapping.
    Field(&'a Path<'a>, &'a str),
    /// An item of a sequence.
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// The place as a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.append(&mut pointer);
        pointer
    }

    fn append(&self, pointer: &mut String) {
        match self {
            Path::Root => {}
            Path::Field(parent, name) => {
                parent.append(pointer);
                pointer.push('/');
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Path::Item(parent, index) => {
                parent.append(pointer);
                pointer.push('/');
                pointer.push_str(&index.to_string());
            }
        }
    }
}
