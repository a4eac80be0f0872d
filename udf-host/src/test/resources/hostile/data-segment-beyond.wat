;; A data segment beyond the memory.
;; expect: upload PLUGIN_TRAPPED out of bounds memory access
(module
  (@include "plugin")
  (data (i32.const 0x7FFFFFFF) "abc")
  (@include "done"))
