;; Takes its request as one 64-bit number.
(func (export "translate") (param i64) (result i32) (i32.const 16))
