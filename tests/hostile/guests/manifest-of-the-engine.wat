;; Calls itself by the engine's own name.
;; describe {"contract":"1.0","id":"core","version":"1","role":"annotations","claims":{"prefixes":["hostile.example"]}}
