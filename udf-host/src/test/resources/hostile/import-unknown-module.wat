;; Imports a function that nobody offers.
;; expect: upload PLUGIN_INVALID imports function 'env.system'
(module
  (import "env" "system" (func (param i32) (result i32)))
  (@include "plugin")
  (@include "done"))
