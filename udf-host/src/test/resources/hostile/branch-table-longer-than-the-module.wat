;; A branch table that says it has two billion targets.
;; expect: upload PLUGIN_INVALID malformed
(module
  (@include "plugin")
  (@include "done")
  (func (@code "\41\00\0e\ff\ff\ff\ff\07")))
