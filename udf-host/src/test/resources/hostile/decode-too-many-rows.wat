;; More rows than were asked for.
;; expect: call PLUGIN_BAD_RESULT it has 9 rows, at most 8 were asked for
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 9))
    (i32.const 0)))
