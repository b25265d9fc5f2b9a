;; Answers a hundred thousand lists within each other.
(data (i32.const 64) "\00\00\00\00" "\00\00\02\00" "\a0\86\01\00")
(func (export "translate") (param i32 i32) (result i32)
  (drop (memory.grow (i32.const 4)))
  (memory.fill (i32.const 0x20000) (i32.const 0x5b) (i32.const 100000))
  (i32.const 64))
