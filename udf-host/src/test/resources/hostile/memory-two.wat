;; Has two memories.
;; expect: upload PLUGIN_INVALID 2 memories
(module
  (@include "plugin") (memory 1)
  (@include "done"))
