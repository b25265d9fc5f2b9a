//! What would the Gateway API answer, and is it what was answered before?
