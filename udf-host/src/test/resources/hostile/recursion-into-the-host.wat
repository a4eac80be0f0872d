;; Calls the host when the stack is nearly exhausted, at every depth.
;; expect: call PLUGIN_TRAPPED call stack exhausted
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_shutdown" (func $missing (param i32) (result i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (call $deep) (i32.const 0))
  (func $deep
    (drop (call $missing (i32.const 0)))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 32)))
    (call $deep)))
