//! Prints the documents of the features that are linked in, for the file beside the engine.

fn main() {
    println!("{}", gatewright_wasm::Docs::linked().text());
}
