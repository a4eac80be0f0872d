;; The allocator returns nothing.
;; expect: upload PLUGIN_ABI_MISMATCH the export 'wadi_alloc' has the type
(module
  (@include "memory") (@include "numbers")
  (func (export "wadi_alloc") (param i32 i32))
  (func (export "wadi_free") (param i32 i32 i32))
  (@include "done"))
