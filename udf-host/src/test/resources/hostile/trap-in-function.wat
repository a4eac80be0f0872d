;; Traps in function.
;; expect: call PLUGIN_TRAPPED unreachable
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    unreachable))
