;; A table of ten million entries.
;; expect: upload PLUGIN_TOO_LARGE 10,000,000 table entries
(module
  (@include "plugin")
  (table 10000000 funcref)
  (@include "done"))
