;; Imports a function of the host that there is not.
;; expect: upload PLUGIN_INVALID imports function 'wadi.exec'
(module
  (import "wadi" "exec" (func (param i32 i32) (result i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    
    (i32.const 0)))
