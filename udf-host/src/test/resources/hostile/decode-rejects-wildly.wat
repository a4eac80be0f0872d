;; The records that it rejects are nowhere.
;; expect: call PLUGIN_BAD_RESULT the rows that it rejects are not
(module
  (@include "decoder")
  (func (export "wadi_rejected") (result i32) (i32.const 0x7FFFFFF0))
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.const 4)))
