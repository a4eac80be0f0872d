;; Exports two functions of the same name.
;; expect: upload PLUGIN_INVALID malformed
(module
  (@include "plugin")
  (@include "done")
  (@include "done"))
