;; Imports a function of the host with parameters of its own.
;; expect: upload PLUGIN_INVALID imports 'wadi.http' with the wrong type
(module
  (import "wadi" "http" (func (param i32 i64) (result i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    
    (i32.const 0)))
