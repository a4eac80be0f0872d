;; A section of names that is nonsense.
;; expect: upload PLUGIN_INVALID malformed
(module
  (@include "plugin")
  (@include "done")
  (@custom "name" "\01\ff\ff\ff\ff\0f"))
