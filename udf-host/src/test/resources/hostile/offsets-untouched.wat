;; Leaves the offsets as they were and brings no text.
;; expect: works
;; argument: text
(module
  (@include "memory") (@include "allocator") (@include "texts")
  (@include "done"))
