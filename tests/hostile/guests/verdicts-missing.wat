;; Settles nothing at all.
;; answer {"findings":[{"code":"hostile/hello","severity":"info","message":"nothing to see"}]}
