//! What would the controller have answered? A model of its request semantics over the objects.
