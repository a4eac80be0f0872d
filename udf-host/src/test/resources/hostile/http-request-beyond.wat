;; A request that is not in the memory.
;; expect: call PLUGIN_TRAPPED out of bounds memory access
;; grants: http:127.0.0.1:1
(module
  (import "wadi" "http" (func $http (param i32 i32) (result i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (drop (call $http (i32.const 0xFFFFFFF0) (i32.const 2048)))
    (i32.const 0)))
