;; Never has anything.
;; needs: rows
(module
  (@include "source") (@include "source-described")
  (export "src_open" (func $open)) (export "src_position" (func $position))
  (func (export "src_poll") (param i32 i32) (result i32) (i32.const 2)))
