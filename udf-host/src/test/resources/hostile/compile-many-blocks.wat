;; Functions of many blocks and locals, each within the limits, together not.
;; expect: upload PLUGIN_TOO_LARGE branches times values
(module
  (@include "plugin")
  (@include "done")
  (type $t (func (param i32)))
  (@repeat 60 (func (type $t) (local (@repeat 1000 i64)) (@repeat 1500 (block (br_if 0 (local.get 0)))))))
