;; Wants its result released, and has no export for it.
;; expect: call PLUGIN_BAD_RESULT wadi_release
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=52 (local.get 1) (i32.const 1)) (i32.const 0)))
