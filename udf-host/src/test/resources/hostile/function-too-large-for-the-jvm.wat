;; A function that is just too large for a JVM method.
;; expect: upload PLUGIN_INVALID cannot be compiled
(module
  (@include "plugin")
  (@include "done")
  (func (@repeat 22000 (i32.const 123456) drop)))
