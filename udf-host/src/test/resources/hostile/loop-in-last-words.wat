;; Traps, and when asked why, loops.
;; expect: call PLUGIN_TRAPPED unreachable
(module
  (@include "plugin")
  (func (export "wadi_error") (result i32) (loop $again (br $again)) (i32.const 0))
  (func (export "f") (param i32 i32) (result i32)
    unreachable))
