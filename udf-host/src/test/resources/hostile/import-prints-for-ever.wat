;; Prints for ever; the log gets the start of it.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $w (param i32 i32 i32 i32) (result i32)))
  (@include "plugin")
  (data (i32.const 256) "\00\00\00\00\00\00\10\00")
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (drop (call $w (i32.const 1) (i32.const 256) (i32.const 1) (i32.const 0))) (br $again)) (i32.const 0)))
