;; What the others do not do.
;; expect: works
(module
  (@include "sink") (@include "sink-open")
  (func (export "snk_write") (param i32 i32) (result i32)
    (i32.const 0))
  (func (export "snk_flush") (param i32 i32) (result i32) (i32.const 0))
  (func (export "snk_finish") (param i32 i32) (result i32) (i32.const 0))
  (func (export "snk_close") (param i32 i32) (result i32) (i32.const 0)))
