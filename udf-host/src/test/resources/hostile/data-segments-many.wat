;; Two hundred thousand data segments.
;; expect: upload PLUGIN_TOO_LARGE data segments
(module
  (@include "plugin")
  (@repeat 200000 (data (i32.const 0) ""))
  (@include "done"))
