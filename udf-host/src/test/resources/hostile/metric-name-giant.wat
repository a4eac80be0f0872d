;; A name of two billion bytes.
;; expect: call PLUGIN_TRAPPED a name of 2147483647 bytes
;; grants: metrics
(module
  (import "wadi" "metric" (func $metric (param i32 i32 i32 f64)))
  (@include "plugin")
  (data (i32.const 4096) "rows_seen")
  (data (i32.const 4112) "Rows-Seen")
  (func (export "f") (param i32 i32) (result i32)
    (call $metric (i32.const 0) (i32.const 4096) (i32.const 0x7FFFFFFF) (f64.const 1))
    (i32.const 0)))
