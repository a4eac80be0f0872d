;; What to commit lies beyond the memory.
;; expect: call PLUGIN_BAD_RESULT its values are an out of bounds
(module
  (@include "two-phase") (@include "recover")
  (func (export "snk_prepare") (param i32 i32) (result i32)
    (i32.store (i32.const 780) (i32.const 0x7FFFFFF0)) (call $texts (local.get 1) (i64.const 3)) (i32.const 0))
  (func (export "snk_commit") (param i32 i32) (result i32) (i32.const 0)))
