;; Records that end before they begin.
;; expect: call PLUGIN_BAD_RESULT offset
(module
  (@include "encoder")
  (func (export "f_encode") (param $in i32) (param $out i32) (result i32)
    (call $records (local.get $out))
    (i32.store (i32.const 772) (i32.const 5))
    (i32.const 0)))
