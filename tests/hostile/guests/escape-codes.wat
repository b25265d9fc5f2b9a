;; Paints the terminal.
;; answer {"findings":[{"code":"hostile/paint","severity":"warning","message":"\u001b[2J\u001b]0;owned\u0007gone\u202e","help":"a\u009bb"}]}
