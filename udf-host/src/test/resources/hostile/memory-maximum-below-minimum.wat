;; The maximum is below the minimum.
;; expect: upload PLUGIN_INVALID malformed
(module
  (memory (export "memory") 16 2)
  (@include "allocator") (@include "numbers")
  (@include "done"))
