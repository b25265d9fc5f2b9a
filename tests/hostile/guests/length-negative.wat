;; Claims an answer of minus one byte.
(data (i32.const 64) "\00\00\00\00" "\00\04\00\00" "\ff\ff\ff\ff")
(func (export "translate") (param i32 i32) (result i32) (i32.const 64))
