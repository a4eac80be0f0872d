;; 30,000 values on the stack and 10,000 branches that each drop them.
;; expect: upload PLUGIN_TOO_LARGE branches times values
(module
  (@include "plugin")
  (@include "done")
  (func (param i32) (block (@repeat 30000 (i32.const 0)) (@repeat 10000 (br_if 0 (local.get 0))) (@repeat 30000 drop))))
