//! What does a person see when the command itself is broken?

/// Replaces Rust's message by one for people.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(|panic| {
        let what = panic.payload().downcast_ref::<&str>().copied();
        let what = what.or_else(|| panic.payload().downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown");
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        crate::terminal::say(&format!(
            "error: this is a bug in gatewright, not a mistake of yours\n\
             \x20 {what}\n\
             \x20 at {place}, version {}\n\
             help: please report these lines, with the smallest input that shows them (names may be changed)\n",
            env!("CARGO_PKG_VERSION"),
        ));
    }));
}
