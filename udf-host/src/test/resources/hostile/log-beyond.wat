;; A line that is not in the memory.
;; expect: call PLUGIN_TRAPPED out of bounds memory access
(module
  (import "wadi" "log" (func $log (param i32 i32 i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (call $log (i32.const 1) (i32.const 0x7FFFFFF0) (i32.const 64))
    (i32.const 0)))
