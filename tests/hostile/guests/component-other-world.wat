;; A component, of another world.
(component
  (core module $m
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 16))
    (func (export "one") (param i32) (result i32) (local.get 0))
    (func (export "text") (param i32 i32) (result i32) (i32.const 16)))
  (core instance $i (instantiate $m))
  (func (export "describe") (param "x" u32) (result u32) (canon lift (core func $i "one")))
  (func (export "translate") (param "x" string) (result string)
    (canon lift (core func $i "text") (memory (core memory $i "memory")) (realloc (core func $i "realloc"))))
  (func (export "simulate") (param "x" u32) (result u32) (canon lift (core func $i "one"))))
