;; Has functions without code.
;; expect: upload PLUGIN_INVALID malformed
(module
  (@include "plugin")
  (@include "done")
  (@section 10 "\00"))
