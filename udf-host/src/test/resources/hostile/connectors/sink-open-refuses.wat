;; Will not.
;; expect: open SYSTEM_FAILED failed in 'snk_open'
(module
  (@include "sink")
  (func (export "snk_open") (param i32 i32) (result i32) (i32.const 1))
  (func (export "snk_write") (param i32 i32) (result i32)
    (i32.const 0)))
