;; Wants a response that nobody asked for: gets nothing.
;; expect: works
;; grants: http:127.0.0.1:1
(module
  (import "wadi" "http" (func $http (param i32 i32) (result i32)))(import "wadi" "http_read" (func $read (param i32 i32)))
  (@include "plugin")
  (data (i32.const 4096) "GET")
  (data (i32.const 4112) "http://127.0.0.1:1/")
  (func (export "f") (param i32 i32) (result i32)
    (call $read (i32.const 4096) (i32.const 4096))
    (i32.const 0)))
