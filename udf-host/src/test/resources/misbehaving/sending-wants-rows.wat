;; Traps when it ends without rows.
;; fails: no rows
(module
  (@include "sending")
  (global $written (mut i32) (i32.const 0))
  (export "snk_open" (func $nothing))
  (func (export "snk_write") (param i32 i32) (result i32)
    (global.set $written (i32.const 1))
    (call $write (local.get 0) (local.get 1)))
  (func (export "snk_finish") (param i32 i32) (result i32)
    (if (i32.eqz (global.get $written)) (then (unreachable)))
    (i32.const 0)))
