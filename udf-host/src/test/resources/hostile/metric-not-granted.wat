;; Counts without being granted it.
;; expect: call PLUGIN_FORBIDDEN was not granted metrics
(module
  (import "wadi" "metric" (func $metric (param i32 i32 i32 f64)))
  (@include "plugin")
  (data (i32.const 4096) "rows_seen")
  (data (i32.const 4112) "Rows-Seen")
  (func (export "f") (param i32 i32) (result i32)
    (call $metric (i32.const 0) (i32.const 4096) (i32.const 9) (f64.const 1))
    (i32.const 0)))
