;; Says that it failed.
;; expect: call SYSTEM_FAILED failed in 'snk_write': it gave no reason
(module
  (@include "sink") (@include "sink-open")
  (func (export "snk_write") (param i32 i32) (result i32)
    (i32.const 1)))
