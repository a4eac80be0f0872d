;; Gives other results once it has seen an empty batch.
;; fails: empty batch
(module
  (@include "scalar") (@include "each")
  (global $more (mut i64) (i64.const 0))
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (if (i32.eqz (call $rows (local.get $in))) (then (global.set $more (i64.const 1))))
    (call $each (local.get $in) (local.get $out) (call $rows (local.get $in)) (global.get $more))
    (i32.const 0)))
