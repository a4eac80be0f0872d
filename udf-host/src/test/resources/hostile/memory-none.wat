;; Has no memory.
;; expect: upload PLUGIN_INVALID 0 memories
(module
  (@include "allocator") (@include "numbers")
  (@include "done"))
