;; Takes a block back for ever.
;; expect: open PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "memory") (@include "numbers")
  (func (export "wadi_alloc") (param i32 i32) (result i32) (i32.const 65536))
  (func (export "wadi_free") (param i32 i32 i32) (loop $again (br $again)))
  (func (export "f_open") (param i32 i32) (result i32) (i32.const 0))
  (@include "done"))
