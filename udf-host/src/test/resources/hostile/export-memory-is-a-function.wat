;; The export memory is a function.
;; expect: upload PLUGIN_ABI_MISMATCH the export 'memory' is not a memory
(module
  (memory 16) (func (export "memory"))
  (@include "allocator") (@include "numbers")
  (@include "done"))
