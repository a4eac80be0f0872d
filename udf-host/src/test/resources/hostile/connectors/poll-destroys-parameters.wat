;; Writes over what it is given.
;; expect: works
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (memory.fill (local.get 0) (i32.const 255) (i32.const 64)) (call $rows (local.get 1) (i64.const 3)) (i32.const 0)))
