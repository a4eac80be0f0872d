;; Wants its result released, and never lets go.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (func (export "wadi_release") (param i32) (loop $again (br $again)))
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=52 (local.get 1) (i32.const 1)) (i32.const 0)))
