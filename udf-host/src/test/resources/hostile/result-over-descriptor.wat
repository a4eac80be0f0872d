;; The offsets are the descriptor itself.
;; expect: call PLUGIN_BAD_RESULT offsets
;; argument: text
(module
  (@include "memory") (@include "allocator") (@include "texts")
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=4 (i32.load offset=40 (local.get 1)) (local.get 1))
    (i32.store offset=8 (i32.load offset=40 (local.get 1)) (local.get 1))
    (i32.const 0)))
