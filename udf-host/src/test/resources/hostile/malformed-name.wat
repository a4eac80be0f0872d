;; Its only export has a name that is not UTF-8.
;; expect: upload PLUGIN_ABI_MISMATCH does not export
(module
  (@include "plugin")
  (@include "done")
  (@section 7 "\01\02\ff\fe\00\00"))
