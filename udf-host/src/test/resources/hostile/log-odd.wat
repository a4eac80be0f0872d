;; Lines of unknown levels, with what terminals obey, and half a megabyte long.
;; expect: works
(module
  (import "wadi" "log" (func $log (param i32 i32 i32)))
  (@include "plugin")
  (data (i32.const 4096) "\1b[2J\ff")
  (func (export "f") (param i32 i32) (result i32)
    (call $log (i32.const -7) (i32.const 4096) (i32.const 5)) (call $log (i32.const 99) (i32.const 0) (i32.const 500000))
    (i32.const 0)))
