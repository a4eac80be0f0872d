;; More to commit than anybody can.
;; expect: call PLUGIN_BAD_RESULT it has 1000000 rows
(module
  (@include "two-phase") (@include "recover")
  (func (export "snk_prepare") (param i32 i32) (result i32)
    (call $texts (local.get 1) (i64.const 1000000)) (i32.const 0))
  (func (export "snk_commit") (param i32 i32) (result i32) (i32.const 0)))
