;; The code of a sink 'snk' that keeps all rules: a request to http://a.test/ for each batch. Modules
;; export their own functions, some of which are these.
(import "wadi" "http" (func $http (param i32 i32) (result i32)))
(@include "allocator") (@include "columns")
(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"misbehaving\",\"capabilities\":[\"http\"],\"sinks\":[{\"name\":\"snk\",\"description\":\"d\"}]}")
(data (i32.const 256) "POST")
(data (i32.const 272) "http://a.test/")
;; The status, or 0 if there is no response.
(func $send (result i32)
  (i32.store offset=0 (i32.const 1024) (i32.const 256))
  (i32.store offset=4 (i32.const 1024) (i32.const 4))
  (i32.store offset=8 (i32.const 1024) (i32.const 272))
  (i32.store offset=12 (i32.const 1024) (i32.const 14))
  (i32.store offset=16 (i32.const 1024) (i32.const 0))
  (i32.store offset=20 (i32.const 1024) (i32.const 0))
  (i32.store offset=24 (i32.const 1024) (i32.const 0))
  (i32.store offset=28 (i32.const 1024) (i32.const 0))
  (if (result i32) (call $http (i32.const 1024) (i32.const 2048))
    (then (i32.const 0))
    (else (i32.load (i32.const 2048)))))
(func $nothing (param i32 i32) (result i32) (i32.const 0))
(func $write (param i32 i32) (result i32) (i32.ne (call $send) (i32.const 200)))
