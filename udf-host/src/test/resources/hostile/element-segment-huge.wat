;; An element segment of two million entries.
;; expect: upload PLUGIN_TOO_LARGE bytes of element segments
(module
  (@include "plugin")
  (table 1 funcref) (elem $e func (@repeat 2000000 $v)) (func $v)
  (@include "done"))
