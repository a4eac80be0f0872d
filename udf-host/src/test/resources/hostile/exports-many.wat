;; A hundred thousand exports.
;; expect: upload PLUGIN_TOO_LARGE exports
(module
  (@include "plugin")
  (@include "done")
  (@repeat 100000 (export "x" (func 0))))
