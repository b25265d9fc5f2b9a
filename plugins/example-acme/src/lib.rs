//! An example of a plugin: the annotations of `acme.example`.
