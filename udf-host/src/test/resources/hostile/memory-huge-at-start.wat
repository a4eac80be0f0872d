;; Starts with two gibibytes.
;; expect: upload PLUGIN_MEMORY_LIMIT asks for 2,147,418,112 bytes of memory
(module
  (memory (export "memory") 32767)
  (@include "allocator") (@include "numbers")
  (@include "done"))
