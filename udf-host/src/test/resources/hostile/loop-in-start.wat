;; The start function never ends.
;; expect: upload PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (@include "done")
  (func $spin (loop $again (br $again))) (start $spin))
