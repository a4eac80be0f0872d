;; Prints two billion pieces of text that are not there.
;; expect: call PLUGIN_TRAPPED out of bounds memory access
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $w (param i32 i32 i32 i32) (result i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (drop (call $w (i32.const 1) (i32.const 0) (i32.const 0x7FFFFFFF) (i32.const 0))) (i32.const 0)))
