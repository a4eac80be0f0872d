;; Traps in release.
;; expect: call PLUGIN_TRAPPED unreachable
(module
  (@include "plugin")
  (func (export "wadi_release") (param i32) unreachable)
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=52 (local.get 1) (i32.const 1)) (i32.const 0)))
