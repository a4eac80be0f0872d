;; Traps in error.
;; expect: call PLUGIN_TRAPPED unreachable
(module
  (@include "plugin")
  (func (export "wadi_error") (result i32) unreachable)
  (func (export "f") (param i32 i32) (result i32)
    (i32.const 1)))
