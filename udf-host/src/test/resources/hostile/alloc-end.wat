;; The last 64 bytes of the memory.
;; expect: call PLUGIN_BAD_RESULT wadi_alloc returned
(module
  (@include "memory") (@include "numbers")
  (func (export "wadi_alloc") (param i32 i32) (result i32) (i32.const 1048512))
  (func (export "wadi_free") (param i32 i32 i32))
  (@include "done"))
