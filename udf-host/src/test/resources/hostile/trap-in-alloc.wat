;; Traps in alloc.
;; expect: call PLUGIN_TRAPPED unreachable
(module
  (@include "memory") (@include "numbers")
  (func (export "wadi_alloc") (param i32 i32) (result i32) unreachable)
  (func (export "wadi_free") (param i32 i32 i32))
  (@include "done"))
