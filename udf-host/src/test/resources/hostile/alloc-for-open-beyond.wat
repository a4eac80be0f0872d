;; The block for the types is beyond the memory.
;; expect: open PLUGIN_TRAPPED out of bounds memory access
(module
  (@include "memory") (@include "numbers")
  (func (export "wadi_alloc") (param i32 i32) (result i32) (i32.const 0xFFFFFFF0))
  (func (export "wadi_free") (param i32 i32 i32))
  (func (export "f_open") (param i32 i32) (result i32) (i32.const 0))
  (@include "done"))
