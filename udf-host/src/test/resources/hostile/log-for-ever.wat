;; Never stops talking.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (import "wadi" "log" (func $log (param i32 i32 i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (loop $l (call $log (i32.const 1) (i32.const 0) (i32.const 1000)) (br $l))
    (i32.const 0)))
