;; Traps when it is closed.
;; fails: close
(module
  (@include "source") (@include "source-described")
  (export "src_open" (func $open)) (export "src_poll" (func $poll)) (export "src_position" (func $position))
  (func (export "src_close") (param i32 i32) (result i32) (unreachable)))
