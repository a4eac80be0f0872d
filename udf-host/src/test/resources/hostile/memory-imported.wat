;; Wants a memory of the host.
;; expect: upload PLUGIN_INVALID imports memory 'env.memory'
(module
  (import "env" "memory" (memory 1))
  (@include "allocator") (@include "numbers") (export "memory" (memory 0))
  (@include "done"))
