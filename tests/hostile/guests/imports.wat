;; Wants a function and a memory from outside.
(module
  (import "env" "now" (func (result i64)))
  (import "env" "memory" (memory 1))
  (export "memory" (memory 0))
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 16))
  (func (export "describe") (result i32) (i32.const 16))
  (func (export "translate") (param i32 i32) (result i32) (i32.const 16))
  (func (export "simulate") (param i32 i32) (result i32) (i32.const 16)))
