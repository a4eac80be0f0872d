;; Traps when it is closed.
;; fails: close
(module
  (@include "sending")
  (export "snk_open" (func $nothing)) (export "snk_write" (func $write))
  (func (export "snk_close") (param i32 i32) (result i32) (unreachable)))
