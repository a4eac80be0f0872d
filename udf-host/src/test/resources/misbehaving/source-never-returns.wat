;; Waits for rows in its own loop.
;; fails: rows
(module
  (@include "source") (@include "source-described")
  (export "src_open" (func $open)) (export "src_position" (func $position))
  (func (export "src_poll") (param i32 i32) (result i32)
    (loop $again (br $again))
    (i32.const 2)))
