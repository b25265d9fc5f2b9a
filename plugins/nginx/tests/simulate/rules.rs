//! Single rules of the controller, each over a few Ingresses.
