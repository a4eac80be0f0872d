;; Refuses every table.
;; needs: columns
(module
  (@include "source") (@include "source-described")
  (export "src_poll" (func $poll)) (export "src_position" (func $position))
  (func (export "src_open") (param i32 i32) (result i32) (i32.const 1)))
