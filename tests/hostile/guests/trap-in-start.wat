;; Traps before it can be asked.
(func $broken unreachable)
(start $broken)
