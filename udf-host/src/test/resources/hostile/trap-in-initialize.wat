;; Traps in initialize.
;; expect: upload PLUGIN_TRAPPED unreachable
(module
  (@include "plugin")
  (@include "done")
  (func (export "_initialize") unreachable))
