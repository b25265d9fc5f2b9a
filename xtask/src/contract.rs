//! The contract of plugins as JSON Schema, for whoever writes one in another language.

use crate::generate::Generated;

/// One file for each document that crosses the boundary.
pub(crate) fn files() -> Vec<Generated> {
    let documents = gatewright_contract::schema::documents();
    let file = |(name, text)| Generated { path: format!("contract/schema/{name}.json").into(), text };
    documents.into_iter().map(file).collect()
}
