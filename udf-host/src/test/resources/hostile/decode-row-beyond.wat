;; A row of a record that there is not.
;; expect: call PLUGIN_BAD_RESULT row 2 is made of row 3 of the arguments
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.store (i32.const 264) (i32.const 3))
    (i32.const 0)))
