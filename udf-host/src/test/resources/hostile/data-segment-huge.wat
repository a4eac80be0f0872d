;; A data segment of nine million bytes.
;; expect: upload PLUGIN_TOO_LARGE at most 8,388,608 are allowed
(module
  (@include "plugin")
  (data $d (@repeat 9000000 "x"))
  (@include "done"))
