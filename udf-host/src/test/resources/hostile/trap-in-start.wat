;; Traps in start.
;; expect: upload PLUGIN_TRAPPED unreachable
(module
  (@include "plugin")
  (@include "done")
  (func $s unreachable) (start $s))
