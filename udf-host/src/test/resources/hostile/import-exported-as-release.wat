;; Releasing its result ends the process, as it believes.
;; expect: call PLUGIN_TRAPPED exit
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (@include "plugin")
  (export "wadi_release" (func $exit))
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=52 (local.get 1) (i32.const 1)) (i32.const 0)))
