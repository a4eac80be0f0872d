;; Writes over everything that it is told.
;; expect: works
(module
  (@include "source") (@include "source-poll") (@include "source-position")
  (func (export "src_open") (param i32 i32) (result i32)
    (memory.fill (local.get 1) (i32.const 255) (i32.const 48)) (memory.fill (local.get 0) (i32.const 255) (i32.const 64)) (i32.const 0)))
