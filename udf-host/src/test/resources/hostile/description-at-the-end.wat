;; Asked for its description, it points to the last byte of the memory.
;; expect: upload PLUGIN_TRAPPED out of bounds memory access
(module
  (@include "memory") (@include "allocator")
  (func (export "wadi_describe") (result i32) (i32.const 1048575))
  (@include "done"))
