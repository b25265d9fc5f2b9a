;; Says that it cannot, in colours.
;; refuse no \u{1b}[31mway\u{1b}[0m
