;; Keeps the block that it gave back, gives it out twice, and destroys it while the host uses it.
;; expect: works
(module
  (@include "memory") (@include "numbers")
  (func $give (export "wadi_alloc") (param i32 i32) (result i32)
    (memory.fill (i32.const 65536) (i32.const 255) (local.get 0))
    (i32.const 65536))
  (func $take (export "wadi_free") (param i32 i32 i32)
    (memory.fill (i32.const 65536) (i32.const 255) (local.get 1)))
  (func (export "f_open") (param i32 i32) (result i32)
    (call $take (local.get 0) (i32.const 64) (i32.const 8))
    (call $take (local.get 0) (i32.const 64) (i32.const 8))
    (i32.const 0))
  (@include "done"))
