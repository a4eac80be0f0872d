;; A start function that does not exist.
;; expect: upload PLUGIN_INVALID malformed
(module
  (@include "plugin")
  (@include "done")
  (@section 8 "\7f"))
