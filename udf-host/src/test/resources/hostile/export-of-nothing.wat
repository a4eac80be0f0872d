;; Exports a function that does not exist.
;; expect: upload PLUGIN_INVALID it exports function 36, but has 3
(module
  (@include "plugin")
  (func) (export "f" (func 36)))
