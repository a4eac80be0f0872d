;; Traps in open.
;; expect: open PLUGIN_TRAPPED unreachable
(module
  (@include "plugin")
  (@include "done")
  (func (export "f_open") (param i32 i32) (result i32) unreachable))
