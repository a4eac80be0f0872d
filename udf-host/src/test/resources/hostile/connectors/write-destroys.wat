;; Writes over the rows.
;; expect: works
(module
  (@include "sink") (@include "sink-open")
  (func (export "snk_write") (param i32 i32) (result i32)
    (memory.fill (local.get 0) (i32.const 255) (i32.const 64)) (i32.const 0)))
