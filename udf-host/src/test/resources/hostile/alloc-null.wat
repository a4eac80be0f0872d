;; The null address, where there is no block of the host's.
;; expect: call PLUGIN_MEMORY_LIMIT no room
(module
  (@include "memory") (@include "numbers")
  (func (export "wadi_alloc") (param i32 i32) (result i32) (i32.const 0))
  (func (export "wadi_free") (param i32 i32 i32))
  (@include "done"))
