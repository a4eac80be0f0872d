;; Sixty megabytes of text in three rows: allowed, they are its own memory.
;; expect: works
;; argument: text
(module
  (memory (export "memory") 1000 1024) (@include "allocator") (@include "texts")
  (data (i32.const 256) "\00\00\00\00\00\2d\31\01\00\5a\62\02\00\87\93\03")
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=4 (i32.load offset=40 (local.get 1)) (i32.const 256))
    (i32.store offset=8 (i32.load offset=40 (local.get 1)) (i32.const 200000))
    (i32.const 0)))
