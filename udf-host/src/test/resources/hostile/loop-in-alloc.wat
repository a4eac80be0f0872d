;; The allocator never ends.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "memory") (@include "numbers")
  (func (export "wadi_alloc") (param i32 i32) (result i32) (loop $again (br $again)) (i32.const 0))
  (func (export "wadi_free") (param i32 i32 i32))
  (@include "done"))
