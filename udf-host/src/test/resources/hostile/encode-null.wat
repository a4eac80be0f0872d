;; A record that is null, though no row was rejected.
;; expect: call PLUGIN_BAD_RESULT it contains nulls
(module
  (@include "encoder")
  (func (export "f_encode") (param $in i32) (param $out i32) (result i32)
    (call $records (local.get $out))
    (i32.store8 (i32.load (i32.load offset=40 (local.get $out))) (i32.const 5))
    (i32.const 0)))
