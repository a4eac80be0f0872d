;; Offsets that go back.
;; expect: call PLUGIN_BAD_RESULT its result is not valid
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.store (i32.const 772) (i32.const 3))
    (i32.const 0)))
