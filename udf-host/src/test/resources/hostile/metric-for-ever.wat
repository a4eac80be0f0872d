;; Never stops counting.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
;; grants: metrics
(module
  (import "wadi" "metric" (func $metric (param i32 i32 i32 f64)))
  (@include "plugin")
  (data (i32.const 4096) "rows_seen")
  (data (i32.const 4112) "Rows-Seen")
  (func (export "f") (param i32 i32) (result i32)
    (loop $l (call $metric (i32.const 0) (i32.const 4096) (i32.const 9) (f64.const 1)) (br $l))
    (i32.const 0)))
