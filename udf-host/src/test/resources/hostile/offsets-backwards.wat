;; Offsets that end before they start.
;; expect: call PLUGIN_BAD_RESULT the offsets run from 3 to 0
;; argument: text
(module
  (@include "memory") (@include "allocator") (@include "texts")
  (data (i32.const 256) "\03\00\00\00\03\00\00\00\03\00\00\00\00\00\00\00")
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=4 (i32.load offset=40 (local.get 1)) (i32.const 256))
    (i32.store offset=8 (i32.load offset=40 (local.get 1)) (i32.const 512))
    (i32.const 0)))
