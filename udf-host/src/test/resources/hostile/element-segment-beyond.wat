;; An element segment beyond its table.
;; expect: upload PLUGIN_TRAPPED out of bounds table access
(module
  (@include "plugin")
  (table 1 funcref) (elem (i32.const 1) func $v) (func $v)
  (@include "done"))
