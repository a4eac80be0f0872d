;; Accepts and sends: both answer with an error.
;; expect: works
(module
  (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (if (i32.eqz (call $accept (i32.const 3) (i32.const 0) (i32.const 0))) (then unreachable))
    (if (i32.eqz (call $send (i32.const 3) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 64))) (then unreachable))
    (i32.const 0)))
