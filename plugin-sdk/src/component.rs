//! How does a plugin become a WebAssembly module? The canonical ABI of the plugin world, in strings.
//!
//! This is the one file of the kit that may say `unsafe`: it turns what the host hands over, an address and a length, into
//! a text and back. [`export!`](crate::export) alone calls it. Nothing is freed: a host throws the module's memory away
//! after each call.
#![allow(unsafe_code, reason = "an address from the host becomes a text here, and nowhere else")]

use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Object, Plugin, Request, SimRequest};
use serde_json::Error;
#[cfg(all(target_arch = "wasm32", feature = "component"))]
use std::alloc::GlobalAlloc;
use std::alloc::{Layout, alloc, handle_alloc_error, realloc};
use std::mem::ManuallyDrop;

/// What shares out a module's memory.
///
/// It is talc, compiled here and not where a plugin names it: the kit is made for speed, plugins for size.
#[cfg(all(target_arch = "wasm32", feature = "component"))]
#[derive(Debug)]
pub struct Heap;

#[cfg(all(target_arch = "wasm32", feature = "component"))]
mod heap {
    use super::{GlobalAlloc, Heap, Layout};
    use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

    static TALC: WasmDynamicTalc = new_wasm_dynamic_allocator();

    // SAFETY: every call is handed on as it is.
    unsafe impl GlobalAlloc for Heap {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            unsafe { TALC.alloc(layout) }
        }

        unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
            unsafe { TALC.dealloc(start, layout) }
        }

        unsafe fn realloc(&self, start: *mut u8, layout: Layout, length: usize) -> *mut u8 {
            unsafe { TALC.realloc(start, layout, length) }
        }
    }
}

/// A text as the host reads it: where it starts, and how long it is.
#[repr(C)]
#[derive(Debug)]
pub struct Text {
    start: *const u8,
    length: usize,
}

/// A text, and whether it is the answer or why there is none.
#[repr(C)]
#[derive(Debug)]
pub struct Answer {
    tag: u8,
    text: Text,
}

/// The manifest.
pub fn describe(plugin: &dyn Plugin) -> *const Text {
    // A manifest is texts and lists of texts, which always can be written.
    let json = serde_json::to_string(&plugin.describe()).unwrap_or_default();
    Box::leak(Box::new(lent(json)))
}

/// How a request is read.
pub type Read = fn(&str) -> Result<Request, Error>;

/// All of it.
pub fn whole(text: &str) -> Result<Request, Error> {
    serde_json::from_str(text)
}

/// Without the rules of others, which a source is never given: what reads them is a tenth of a module.
pub fn of_source(text: &str) -> Result<Request, Error> {
    #[derive(serde::Deserialize)]
    struct OfSource {
        contract: String,
        objects: Vec<Object>,
        #[serde(default)]
        options: SortedMap<String, String>,
    }
    let OfSource { contract, objects, options } = serde_json::from_str(text)?;
    Ok(Request { contract, objects, options, rules: Vec::new() })
}

/// The answer to a request.
///
/// # Safety
/// `start` and `length` are what [`claim`] was asked for, filled by the host and given over to the guest.
pub unsafe fn translate(plugin: &dyn Plugin, read: Read, start: *mut u8, length: usize) -> *const Answer {
    // SAFETY: the caller's promise is the one asked for.
    let text = unsafe { given(start, length) };
    answer(text.and_then(|text| {
        // Nothing is taken apart that the host throws away as a whole.
        let request = ManuallyDrop::new(read(&text).map_err(unreadable)?);
        let response = ManuallyDrop::new(plugin.translate(&request).map_err(|fault| fault.message)?);
        serde_json::to_string(&*response).map_err(|error| error.to_string())
    }))
}

/// What the vendor would have answered.
///
/// # Safety
/// As for [`translate`].
pub unsafe fn simulate(plugin: &dyn Plugin, start: *mut u8, length: usize) -> *const Answer {
    // SAFETY: the caller's promise is the one asked for.
    let text = unsafe { given(start, length) };
    answer(text.and_then(|text| {
        let request: SimRequest = serde_json::from_str(&text).map_err(unreadable)?;
        let response = plugin.simulate(&request).map_err(|fault| fault.message)?;
        serde_json::to_string(&response).map_err(|error| error.to_string())
    }))
}

/// Room for the host to write into: `cabi_realloc`.
///
/// # Safety
/// `old` is null and `old_length` 0, or they and `align` are those of an earlier call.
pub unsafe fn claim(old: *mut u8, old_length: usize, align: usize, length: usize) -> *mut u8 {
    if length == 0 {
        return std::ptr::without_provenance_mut(align);
    }
    let (Ok(layout), Ok(was)) = (Layout::from_size_align(length, align), Layout::from_size_align(old_length, align))
    else {
        return std::ptr::null_mut();
    };
    // SAFETY: `length` is not 0; `old` came from here with this layout.
    let room = unsafe { if old_length == 0 { alloc(layout) } else { realloc(old, was, length) } };
    if room.is_null() {
        handle_alloc_error(layout)
    }
    room
}

/// The text that the host wrote.
///
/// # Safety
/// As for [`translate`].
unsafe fn given(start: *mut u8, length: usize) -> Result<String, String> {
    if length == 0 {
        return Ok(String::new());
    }
    // SAFETY: `claim` made this room with the allocator of every `Vec`, and the host filled it.
    let bytes = unsafe { Vec::from_raw_parts(start, length, length) };
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

fn unreadable(error: Error) -> String {
    format!("the request is not what the contract says: {error}")
}

fn answer(result: Result<String, String>) -> *const Answer {
    let (tag, text) = match result {
        Ok(text) => (0, text),
        Err(why) => (1, why),
    };
    Box::leak(Box::new(Answer { tag, text: lent(text) }))
}

fn lent(text: String) -> Text {
    let text = Box::leak(text.into_boxed_str());
    Text { start: text.as_ptr(), length: text.len() }
}

/// Makes a plugin's crate a WebAssembly module that Gatewright can load: `export!(Linked::<Mine>::new());`.
///
/// The argument is an expression of any type that implements [`Plugin`](crate::contract::Plugin). On other platforms, and
/// without the feature `component` of the kit, it makes nothing. A source writes `export!(Mine, source);`, which leaves out
/// what only plugins of annotations are given.
#[macro_export]
#[cfg(feature = "component")]
macro_rules! export {
    ($plugin:expr) => {
        $crate::export!($plugin, whole);
    };
    ($plugin:expr, source) => {
        $crate::export!($plugin, of_source);
    };
    ($plugin:expr, $read:ident) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            use $crate::component as abi;

            #[global_allocator]
            static HEAP: abi::Heap = abi::Heap;

            #[unsafe(no_mangle)]
            extern "C" fn describe() -> *const abi::Text {
                abi::describe(&$plugin)
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn translate(start: *mut u8, length: usize) -> *const abi::Answer {
                unsafe { abi::translate(&$plugin, abi::$read, start, length) }
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn simulate(start: *mut u8, length: usize) -> *const abi::Answer {
                unsafe { abi::simulate(&$plugin, start, length) }
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn cabi_realloc(old: *mut u8, was: usize, align: usize, length: usize) -> *mut u8 {
                unsafe { abi::claim(old, was, align, length) }
            }
        };
    };
}

/// Makes nothing: the feature `component` of the kit is off.
#[macro_export]
#[cfg(not(feature = "component"))]
macro_rules! export {
    ($plugin:expr $(, $kind:ident)?) => {};
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a host does: asks for room, writes, and hands it over.
    fn told(text: &str) -> Result<String, String> {
        let room = unsafe { claim(std::ptr::null_mut(), 0, 1, text.len()) };
        unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), room, text.len()) };
        unsafe { given(room, text.len()) }
    }

    #[test]
    fn a_text_arrives_as_it_was_sent() {
        for text in ["", "a", "{\"objects\": []}", "h\u{e9}llo \u{1f30d}"] {
            assert_eq!(told(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn room_grows_and_keeps_what_is_in_it() {
        let room = unsafe { claim(std::ptr::null_mut(), 0, 1, 2) };
        unsafe { std::ptr::copy_nonoverlapping("ab".as_ptr(), room, 2) };
        let room = unsafe { claim(room, 2, 1, 4) };
        unsafe { std::ptr::copy_nonoverlapping("cd".as_ptr(), room.add(2), 2) };
        assert_eq!(unsafe { given(room, 4) }.as_deref(), Ok("abcd"));
    }

    #[test]
    fn room_that_cannot_be_is_null() {
        assert!(unsafe { claim(std::ptr::null_mut(), 0, 3, 8) }.is_null());
        assert!(unsafe { claim(std::ptr::null_mut(), 0, 1, usize::MAX) }.is_null());
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let room = unsafe { claim(std::ptr::null_mut(), 0, 1, 1) };
        unsafe { room.write(0xff) };
        assert!(unsafe { given(room, 1) }.is_err());
    }
}
