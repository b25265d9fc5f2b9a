;; Describes its answer at an odd address.
(func (export "translate") (param i32 i32) (result i32) (i32.const 65))
