;; A thousand times the same type for a thousand functions.
;; expect: upload PLUGIN_TOO_LARGE repeated types
(module
  (@include "plugin")
  (@include "done")
  (@repeat 1000 (func)))
