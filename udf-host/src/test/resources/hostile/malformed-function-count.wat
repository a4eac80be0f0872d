;; Says that it has 4 billion functions.
;; expect: upload PLUGIN_TOO_LARGE functions
(module
  (@include "plugin")
  (@include "done")
  (@section 3 "\ff\ff\ff\ff\0f"))
