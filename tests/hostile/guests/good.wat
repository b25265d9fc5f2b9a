;; No abuse at all: what the others are compared with.
;; answer {}
