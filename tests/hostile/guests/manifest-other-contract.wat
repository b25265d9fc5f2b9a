;; Speaks a contract that is yet to be written.
;; describe {"contract":"2.0","id":"hostile","version":"1","role":"annotations","claims":{"prefixes":["hostile.example"]}}
