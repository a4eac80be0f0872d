;; Has nothing, and wants to be called again.
;; expect: call PLUGIN_BAD_RESULT it has no rows, but wants to be called again
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 0))
    (i32.const 2)))
