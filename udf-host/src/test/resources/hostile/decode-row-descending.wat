;; Rows that go back.
;; expect: call PLUGIN_BAD_RESULT row 1 is made of row 0 of the arguments, after 1
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.store (i32.const 256) (i32.const 1))
    (i32.store (i32.const 260) (i32.const 0))
    (i32.const 0)))
