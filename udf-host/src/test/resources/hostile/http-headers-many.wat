;; A billion headers.
;; expect: call PLUGIN_TRAPPED 1000000000 headers
;; grants: http:127.0.0.1:1
(module
  (import "wadi" "http" (func $http (param i32 i32) (result i32)))
  (@include "plugin")
  (data (i32.const 4096) "GET")
  (data (i32.const 4112) "http://127.0.0.1:1/")
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=0 (i32.const 1024) (i32.const 4096))
    (i32.store offset=4 (i32.const 1024) (i32.const 3))
    (i32.store offset=8 (i32.const 1024) (i32.const 4112))
    (i32.store offset=12 (i32.const 1024) (i32.const 19))
    (i32.store offset=16 (i32.const 1024) (i32.const 4096))
    (i32.store offset=20 (i32.const 1024) (i32.const 1000000000))
    (i32.store offset=24 (i32.const 1024) (i32.const 0))
    (i32.store offset=28 (i32.const 1024) (i32.const 0))
    (drop (call $http (i32.const 1024) (i32.const 2048)))
    (i32.const 0)))
