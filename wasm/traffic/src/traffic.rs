//! The check, as JavaScript holds it: one conversion, and questions about its traffic.

use crate::guest::Guest;
use crate::member::Member;
use crate::shown::{Checked, Shown};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{HttpRequest, Manifest, Plugin};
use gatewright_verify::{Asked, Brief, Check, Services, trace, written};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// What is known of a conversion, and who took part in it.
pub struct Desk {
    brief: Brief<'static>,
    members: Vec<Member>,
}

/// How much is checked, as JavaScript says it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct Wish {
    most: usize,
    show: usize,
    complete_input: bool,
}

/// What is asked: a request as a person writes it, or part by part.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Question {
    Written(String),
    Parts(Box<HttpRequest>),
}

impl Default for Wish {
    fn default() -> Wish {
        Wish { most: 1000, show: 10, complete_input: false }
    }
}

impl Desk {
    /// Reads the engine's letter.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(letter: &str) -> Result<Desk, String> {
        let (brief, manifests): (Brief<'static>, Vec<Manifest>) =
            serde_json::from_str(letter).map_err(|error| error.to_string())?;
        let members = manifests.into_iter().map(|manifest| Member { manifest, guest: None }).collect();
        Ok(Desk { brief, members })
    }

    /// Checks, by `{most, show, completeInput}`; a JSON text.
    ///
    /// # Errors
    /// When the wish is none.
    pub fn verify(&mut self, wish: &str) -> Result<String, String> {
        let wish = self.wish(wish)?;
        let asked = Check { most: wish.most, show: wish.show }.account(&self.brief, &self.plugins());
        json(&Checked::of(asked, &self.brief))
    }

    /// Asks for one request, by `GET https://shop.example/cart` or its parts, and headers; a JSON text.
    ///
    /// # Errors
    /// When it is no request.
    pub fn trace(&mut self, request: &str, headers: &str, wish: &str) -> Result<String, String> {
        self.wish(wish)?;
        let asked: Question = serde_json::from_str(request).map_err(|error| error.to_string())?;
        let mut request = match asked {
            Question::Written(text) => written::read(&text).ok_or_else(|| {
                format!("`{text}` is no request; write a method and an absolute URL: GET https://shop.example/cart")
            })?,
            Question::Parts(request) => *request,
        };
        request.method.make_ascii_uppercase();
        let headers: SortedMap<String, String> = serde_json::from_str(headers).map_err(|error| error.to_string())?;
        request.headers.extend(headers);
        let Asked { answer, .. } = trace(&self.brief, &self.plugins(), vec![request]);
        json(&answer.into_iter().next().map(|one| Shown::of(one, &self.brief)))
    }

    fn wish(&mut self, wish: &str) -> Result<Wish, String> {
        let wish: Wish = serde_json::from_str(wish).map_err(|error| error.to_string())?;
        self.brief.services = if wish.complete_input { Services::Missing } else { Services::Elsewhere };
        Ok(wish)
    }

    fn plugins(&self) -> Vec<&dyn Plugin> {
        self.members.iter().map(|member| member as &dyn Plugin).collect()
    }
}

/// The check.
#[wasm_bindgen]
pub struct Traffic {
    desk: Desk,
}

#[wasm_bindgen]
impl Traffic {
    /// Reads the engine's letter.
    #[wasm_bindgen(constructor)]
    pub fn new(letter: &str) -> Result<Traffic, JsValue> {
        Ok(Traffic { desk: Desk::read(letter).map_err(refused)? })
    }

    /// Lends a plugin that JavaScript runs.
    pub fn lend(&mut self, id: &str, guest: Guest) {
        if let Some(member) = self.desk.members.iter_mut().find(|member| member.manifest.id == id) {
            member.guest = Some(guest);
        }
    }

    /// Checks.
    pub fn verify(&mut self, wish: &str) -> Result<String, JsValue> {
        self.desk.verify(wish).map_err(refused)
    }

    /// Asks for one request.
    pub fn trace(&mut self, request: &str, headers: &str, wish: &str) -> Result<String, JsValue> {
        self.desk.trace(request, headers, wish).map_err(refused)
    }
}

fn json<T: Serialize>(answer: &T) -> Result<String, String> {
    serde_json::to_string(answer).map_err(|error| error.to_string())
}

/// A failure as the engine has them.
fn refused(why: String) -> JsValue {
    let failure = js_sys::Object::new();
    for (name, text) in [("code", "engine/bad-argument"), ("message", why.as_str())] {
        // A new object takes every member.
        let _ = js_sys::Reflect::set(&failure, &JsValue::from_str(name), &JsValue::from_str(text));
    }
    failure.into()
}
