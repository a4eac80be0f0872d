;; Gives the host the memory where its own data lies; only the guest is hurt.
;; expect: works
(module
  (@include "memory") (@include "numbers")
  (data (i32.const 128) "precious")
  (func (export "wadi_alloc") (param i32 i32) (result i32) (i32.const 128))
  (func (export "wadi_free") (param i32 i32 i32))
  (@include "done"))
