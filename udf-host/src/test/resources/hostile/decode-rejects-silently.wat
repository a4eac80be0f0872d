;; Rejects records, but has no way to say which.
;; expect: call PLUGIN_BAD_RESULT there is no export 'wadi_rejected'
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.const 4)))
