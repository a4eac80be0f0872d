;; More records than rows.
;; expect: call PLUGIN_BAD_RESULT 4 values
(module
  (@include "encoder")
  (func (export "f_encode") (param $in i32) (param $out i32) (result i32)
    (call $records (local.get $out))
    (i64.store (local.get $out) (i64.const 4))
    (i32.const 0)))
