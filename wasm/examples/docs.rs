//! Prints the documents of the features that are linked in, for the file beside the engine.

fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string(&gatewright_wasm::Docs::linked())?);
    Ok(())
}
