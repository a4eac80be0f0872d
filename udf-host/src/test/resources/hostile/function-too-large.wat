;; A function of 600,000 instructions.
;; expect: upload PLUGIN_TOO_LARGE bytes in a function
(module
  (@include "plugin")
  (@include "done")
  (func (@repeat 300000 (i32.const 1) drop)))
