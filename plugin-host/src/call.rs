//! What happens in one call? A fresh instance, an answer read with care, and the instance is gone.

use crate::budget::{Budget, Limiter};
use crate::{clock, plain};
use gatewright_contract::Fault;
use wasmtime::component::{ComponentNamedList, Instance, InstancePre, Lift, Lower, TypedFunc};
use wasmtime::{Store, Trap};

/// An instance for one call.
pub(crate) struct Call {
    budget: Budget,
    store: Store<Limiter>,
    instance: Instance,
}

impl Call {
    /// Instantiates a plugin for a request of so many bytes. Its start functions run on the same budget.
    pub(crate) fn start(plugin: &InstancePre<Limiter>, request_bytes: usize) -> Result<Call, Fault> {
        let budget = Budget::of(request_bytes);
        let mut store = Store::new(plugin.engine(), Limiter::new(budget));
        store.limiter(|limiter| limiter);
        store.set_epoch_deadline(budget.ticks);
        store.set_hostcall_fuel(usize::try_from(budget.memory).unwrap_or(usize::MAX));
        store.set_fuel(budget.fuel).map_err(|error| Fault::new(error.to_string()))?;
        match plugin.instantiate(&mut store) {
            Ok(instance) => Ok(Call { budget, store, instance }),
            Err(error) => Err(fault(&error, &store, budget)),
        }
    }

    /// Calls `describe`.
    pub(crate) fn describe(mut self) -> Result<String, Fault> {
        let describe = self.function::<(), (String,)>("describe")?;
        let (text,) = describe.call(&mut self.store, ()).map_err(|error| self.fault(&error))?;
        self.text(text)
    }

    /// Calls a function of one request, and says how much fuel that took.
    pub(crate) fn ask(mut self, function: &str, request: &str) -> (Result<String, Fault>, u64) {
        let answer = self.answer(function, request);
        let left = self.store.get_fuel().unwrap_or_default();
        (answer, self.budget.fuel.saturating_sub(left))
    }

    fn answer(&mut self, function: &str, request: &str) -> Result<String, Fault> {
        let asked = self.function::<(&str,), (Result<String, String>,)>(function)?;
        let (answer,) = asked.call(&mut self.store, (request,)).map_err(|error| self.fault(&error))?;
        match answer {
            Ok(text) => self.text(text),
            Err(text) => Err(Fault::new(shortened(&plain::line(&self.text(text)?)))),
        }
    }

    /// Holds the three functions against the world.
    pub(crate) fn check(&mut self) -> Result<(), String> {
        let wrong = |name: &str, error: wasmtime::Error| format!("{name}: {}", plain::line(&format!("{error:#}")));
        let instance = self.instance;
        instance.get_typed_func::<(), (String,)>(&mut self.store, "describe").map_err(|e| wrong("describe", e))?;
        for name in ["translate", "simulate"] {
            let found = instance.get_typed_func::<(&str,), (Result<String, String>,)>(&mut self.store, name);
            found.map_err(|error| wrong(name, error))?;
        }
        Ok(())
    }

    fn function<P, R>(&mut self, name: &str) -> Result<TypedFunc<P, R>, Fault>
    where
        P: ComponentNamedList + Lower,
        R: ComponentNamedList + Lift,
    {
        self.instance.get_typed_func(&mut self.store, name).map_err(|error| self.fault(&error))
    }

    /// A text that was copied out, if it is not too long. The guest may take its own back as soon as the call ends.
    fn text(&self, text: String) -> Result<String, Fault> {
        if text.len() as u64 > self.budget.answer {
            let (length, most) = (text.len(), self.budget.answer);
            return Err(Fault::new(format!("answered {length} bytes, more than the {most} allowed")));
        }
        Ok(text)
    }

    fn fault(&self, error: &wasmtime::Error) -> Fault {
        fault(error, &self.store, self.budget)
    }
}

/// What went wrong, in words of this house.
fn fault(error: &wasmtime::Error, store: &Store<Limiter>, budget: Budget) -> Fault {
    let trap = error.downcast_ref::<Trap>().copied();
    let is = |wanted: Trap| trap == Some(wanted);
    Fault::new(if store.data().refused() {
        format!("wanted more memory than the {} MiB allowed", budget.memory >> 20)
    } else if is(Trap::OutOfFuel) {
        format!("did not end within its {} units of fuel", budget.fuel)
    } else if is(Trap::Interrupt) {
        format!("did not end within {} s", clock::seconds(budget.ticks))
    } else if is(Trap::StackOverflow) {
        "overflowed its stack".to_owned()
    } else if is(Trap::UnreachableCodeReached) {
        "gave up (it panicked or aborted)".to_owned()
    } else if let Some(trap) = trap {
        format!("trapped: {trap}")
    } else {
        shortened(&format!("answered against the rules: {}", plain::line(&error.root_cause().to_string())))
    })
}

/// At most two hundred characters.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
