;; A hundred thousand types: each one is compared with each function.
;; expect: upload PLUGIN_TOO_LARGE types
(module
  (@include "plugin")
  (@include "done")
  (@repeat 100000 (type (func))))
