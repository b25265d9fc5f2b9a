//! ingress-nginx.
