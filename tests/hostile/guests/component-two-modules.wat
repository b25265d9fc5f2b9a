;; A component of two core modules: one has the memory, the other the functions. No abuse here, but no browser takes it.
(component
  (core module $memory
    (memory (export "memory") 4)
    (global $free (mut i32) (i32.const 65536))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (global.get $free)
      (global.set $free (i32.add (global.get $free) (local.get 3)))))
  (core module $functions
    (import "m" "memory" (memory 1))
    (data (i32.const 16) "\40\00\00\00" "\72\00\00\00")
    (data (i32.const 32) "\00\00\00\00" "\00\02\00\00" "\02\00\00\00")
    (data (i32.const 64) "{\"contract\":\"1.0\",\"id\":\"twofold\",\"version\":\"1.0.0\",\"role\":\"annotations\",\"claims\":{\"prefixes\":[\"twofold.example\"]}}")
    (data (i32.const 512) "{}")
    (func (export "describe") (result i32) (i32.const 16))
    (func (export "answer") (param i32 i32) (result i32) (i32.const 32)))
  (core instance $m (instantiate $memory))
  (core instance $f (instantiate $functions (with "m" (instance $m))))
  (func (export "describe") (result string) (canon lift (core func $f "describe") (memory (core memory $m "memory"))))
  (func (export "translate") (param "request" string) (result (result string (error string)))
    (canon lift (core func $f "answer") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
  (func (export "simulate") (param "request" string) (result (result string (error string)))
    (canon lift (core func $f "answer") (memory (core memory $m "memory")) (realloc (core func $m "realloc")))))
