;; Has no allocator.
;; expect: upload PLUGIN_ABI_MISMATCH does not export 'wadi_alloc'
(module
  (@include "memory") (@include "numbers")
  (@include "done"))
