;; Ends the process when it starts.
;; expect: upload PLUGIN_TRAPPED exit(0)
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (@include "plugin")
  (@include "done")
  (func $s (call $exit (i32.const 0))) (start $s))
