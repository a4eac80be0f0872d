;; Ends the process, as it believes.
;; expect: call PLUGIN_TRAPPED exit(3)
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (call $exit (i32.const 3)) (i32.const 0)))
