;; Always has more of the last record.
;; expect: call PLUGIN_TIMEOUT loop iterations and calls
;; limits: fuel 10_000 millis 10_000
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.store (i32.const 256) (i32.const 2))
    (i32.store (i32.const 260) (i32.const 2))
    (i32.const 2)))
