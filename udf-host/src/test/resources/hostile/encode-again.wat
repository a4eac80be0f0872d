;; Wants to be called again.
;; expect: call PLUGIN_BAD_RESULT the unknown code 2
(module
  (@include "encoder")
  (func (export "f_encode") (param $in i32) (param $out i32) (result i32)
    (call $records (local.get $out))
    (i32.const 2)))
