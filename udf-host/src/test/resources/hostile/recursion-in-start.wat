;; The start function calls itself for ever.
;; expect: upload PLUGIN_TRAPPED call stack exhausted
(module
  (@include "plugin")
  (@include "done")
  (func $deep (call $deep)) (start $deep))
