;; Its allocator gives freed memory again, and it reads what it gave away: only its own rows are hurt.
;; expect: works
(module
  (@include "memory") (@include "numbers")
  (global $kept (mut i32) (i32.const 0))
  (func (export "wadi_alloc") (param i32 i32) (result i32) (i32.const 65536))
  (func (export "wadi_free") (param i32 i32 i32) (global.set $kept (local.get 0)))
  (func (export "f") (param i32 i32) (result i32)
    (drop (i64.load (global.get $kept))) (global.set $kept (local.get 0)) (i32.const 0)))
