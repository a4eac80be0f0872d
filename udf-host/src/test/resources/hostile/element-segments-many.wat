;; A hundred thousand element segments.
;; expect: upload PLUGIN_TOO_LARGE element segments
(module
  (@include "plugin")
  (table 1 funcref) (@repeat 100000 (elem func)) (func $v)
  (@include "done"))
