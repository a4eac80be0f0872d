;; Traps when it is asked for its description.
;; expect: upload PLUGIN_TRAPPED the module cannot describe itself
(module
  (@include "memory") (@include "allocator")
  (func (export "wadi_describe") (result i32) unreachable)
  (@include "done"))
