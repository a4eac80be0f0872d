;; Says that it has 500 million types.
;; expect: upload PLUGIN_TOO_LARGE types
(module
  (@include "plugin")
  (@include "done")
  (@section 1 "\ff\ff\ff\ee\01"))
