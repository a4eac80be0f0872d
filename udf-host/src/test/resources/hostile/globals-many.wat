;; Two hundred thousand globals for every instance.
;; expect: upload PLUGIN_TOO_LARGE globals
(module
  (@include "plugin")
  (@repeat 200000 (global (mut i64) (i64.const 0)))
  (@include "done"))
