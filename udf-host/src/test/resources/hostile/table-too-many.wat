;; A thousand empty tables.
;; expect: upload PLUGIN_TOO_LARGE 1,000 tables
(module
  (@include "plugin")
  (@repeat 1000 (table 0 funcref))
  (@include "done"))
