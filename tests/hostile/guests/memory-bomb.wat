;; Takes all the memory it can get, and uses it.
(func (export "translate") (param i32 i32) (result i32)
  (local $page i32)
  (loop $more
    (local.set $page (memory.grow (i32.const 16)))
    (if (i32.eq (local.get $page) (i32.const -1)) (then unreachable))
    (memory.fill (i32.mul (local.get $page) (i32.const 65536)) (i32.const 7) (i32.const 1048576))
    (br $more))
  unreachable)
