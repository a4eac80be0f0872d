;; Sixteen tables that are each just small enough.
;; expect: upload PLUGIN_TOO_LARGE table entries
(module
  (@include "plugin")
  (@repeat 16 (table 65536 funcref))
  (@include "done"))
