;; Traps in free.
;; expect: open PLUGIN_TRAPPED unreachable
(module
  (@include "memory") (@include "numbers")
  (func (export "wadi_alloc") (param i32 i32) (result i32) (i32.const 65536))
  (func (export "wadi_free") (param i32 i32 i32) unreachable)
  (func (export "f_open") (param i32 i32) (result i32) (i32.const 0))
  (@include "done"))
