;; Crashes before the end.
;; expect: call PLUGIN_TRAPPED in 'snk_prepare'
(module
  (@include "two-phase") (@include "recover")
  (func (export "snk_prepare") (param i32 i32) (result i32)
    (unreachable))
  (func (export "snk_commit") (param i32 i32) (result i32) (i32.const 0)))
