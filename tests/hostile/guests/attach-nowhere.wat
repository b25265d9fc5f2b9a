;; Adds to rules and objects that do not exist.
;; answer {"attach":[{"to":{"rule":4000000000}},{"to":{"object":4000000000}}]}
