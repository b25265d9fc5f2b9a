;; Settles facts that nobody asked about.
;; answer {"verdicts":[{"fact":4000000000,"outcome":"inert","why":"mine"},{"fact":0,"outcome":"inert","why":"mine"}]}
