;; Text that is not UTF-8.
;; expect: call PLUGIN_BAD_RESULT the text in row 0 is not UTF-8
;; argument: text
(module
  (@include "memory") (@include "allocator") (@include "texts")
  (data (i32.const 256) "\00\00\00\00\03\00\00\00\03\00\00\00\03\00\00\00\ff\fe\fd")
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=4 (i32.load offset=40 (local.get 1)) (i32.const 256))
    (i32.store offset=8 (i32.load offset=40 (local.get 1)) (i32.const 272))
    (i32.const 0)))
