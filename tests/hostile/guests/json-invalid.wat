;; Answers text that is no JSON.
;; answer {"findings": [,]}
