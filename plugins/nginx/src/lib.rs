//! ingress-nginx: what its Ingresses and annotations meant, as rules.

pub mod simulate;
