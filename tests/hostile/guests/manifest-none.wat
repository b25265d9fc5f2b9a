;; Describes itself as nothing.
;; describe null
