;; Its function is a function of the host.
;; expect: call PLUGIN_BAD_RESULT unknown code
(module
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $r (param i32 i32) (result i32)))
  (@include "plugin")
  (export "f" (func $r)))
