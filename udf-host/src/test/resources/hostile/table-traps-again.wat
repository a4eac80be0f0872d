;; Traps when it is called again.
;; expect: call PLUGIN_TRAPPED unreachable
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (if (i32.load (i32.const 2048)) (then (unreachable)))
    (i32.store (i32.const 2048) (i32.const 1))
    (i32.const 2)))
