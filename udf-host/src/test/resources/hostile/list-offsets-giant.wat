;; Lists of two billion items.
;; expect: call PLUGIN_BAD_RESULT
(module
  (@include "memory") (@include "allocator") (@include "lists")
  (data (i32.const 256) "\00\00\00\00\01\00\00\00\01\00\00\00\ff\ff\ff\7f")
  (func $child (param $array i32) (result i32) (i32.load (i32.load offset=44 (local.get $array))))
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=4 (i32.load offset=40 (local.get 1)) (i32.const 256))
    (i64.store (call $child (local.get 1)) (i64.const 2147483647))
    (i32.store offset=4 (i32.load offset=40 (call $child (local.get 1))) (i32.const 512))
    (i32.const 0)))
