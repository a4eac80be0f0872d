;; Crashes when it is quiet.
;; expect: call PLUGIN_TRAPPED in 'snk_flush'
(module
  (@include "sink") (@include "sink-open")
  (func (export "snk_write") (param i32 i32) (result i32)
    (i32.const 0))
  (func (export "snk_flush") (param i32 i32) (result i32) (unreachable)))
