;; May grow to four gibibytes as far as it is concerned; it does not.
;; expect: works
(module
  (memory (export "memory") 2 65536)
  (@include "allocator") (@include "numbers")
  (@include "done"))
