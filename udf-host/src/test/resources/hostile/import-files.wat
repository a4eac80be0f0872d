;; Opens a file and reads a directory: both answer with an error.
;; expect: works
(module
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_readdir" (func $list (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $granted (param i32 i32) (result i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (if (i32.eqz (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0) (i64.const -1) (i64.const -1) (i32.const 0) (i32.const 64))) (then unreachable))
    (if (i32.eqz (call $list (i32.const 3) (i32.const 0) (i32.const 64) (i64.const 0) (i32.const 0))) (then unreachable))
    (if (i32.eqz (call $granted (i32.const 3) (i32.const 0))) (then unreachable))
    (i32.const 0)))
