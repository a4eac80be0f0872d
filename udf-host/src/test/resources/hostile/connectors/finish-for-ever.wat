;; Does not come to an end.
;; expect: call PLUGIN_TIMEOUT in 'snk_finish'
(module
  (@include "sink") (@include "sink-open")
  (func (export "snk_write") (param i32 i32) (result i32)
    (i32.const 0))
  (func (export "snk_finish") (param i32 i32) (result i32) (loop (br 0)) (unreachable)))
