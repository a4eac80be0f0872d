;; An atomic instruction.
;; expect: upload PLUGIN_INVALID threads
(module
  (@include "plugin")
  (@include "done")
  (func (@code "\fe\03\00")))
