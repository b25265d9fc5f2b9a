;; Wants the environment of whoever runs it.
(component
  (import "wasi:cli/environment@0.2.0" (instance
    (export "get-environment" (func (result (list (tuple string string)))))))
  (core module $m (memory (export "memory") 1)))
