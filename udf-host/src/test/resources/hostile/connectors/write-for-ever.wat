;; A write that does not return.
;; expect: call PLUGIN_TIMEOUT in 'snk_write'
(module
  (@include "sink") (@include "sink-open")
  (func (export "snk_write") (param i32 i32) (result i32)
    (loop (br 0)) (unreachable)))
