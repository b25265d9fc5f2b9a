;; Settles every fact it may have been given twice, and each time otherwise.
;; answer {"verdicts":[{"fact":0,"outcome":"inert","why":"a"},{"fact":0,"outcome":"invalid","why":"b"},{"fact":1,"outcome":"inert","why":"a"},{"fact":1,"outcome":"invalid","why":"b"},{"fact":2,"outcome":"inert","why":"a"},{"fact":2,"outcome":"invalid","why":"b"}]}
