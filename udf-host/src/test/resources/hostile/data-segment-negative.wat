;; A data segment at the end of the address space.
;; expect: upload PLUGIN_TRAPPED out of bounds memory access
(module
  (@include "plugin")
  (data (i32.const -1) "abc")
  (@include "done"))
