;; An instruction that does not exist.
;; expect: upload PLUGIN_INVALID
(module
  (@include "plugin")
  (@include "done")
  (func (@code "\27")))
