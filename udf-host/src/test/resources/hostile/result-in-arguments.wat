;; The result is the arguments' own values, which is allowed.
;; expect: works
;; argument: text
(module
  (@include "memory") (@include "allocator") (@include "texts")
  ;; The text of the first argument: children, first child, buffers.
  (func $buffer (param i32 i32) (result i32)
    (i32.load (i32.add
      (i32.load offset=40 (i32.load (i32.load offset=44 (local.get 0))))
      (local.get 1))))
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=4 (i32.load offset=40 (local.get 1)) (call $buffer (local.get 0) (i32.const 4)))
    (i32.store offset=8 (i32.load offset=40 (local.get 1)) (call $buffer (local.get 0) (i32.const 8)))
    (i32.const 0)))
