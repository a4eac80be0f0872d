;; Imports a function of WASI with parameters of its own.
;; expect: upload PLUGIN_INVALID with the wrong type
(module
  (import "wasi_snapshot_preview1" "fd_write" (func (param i64) (result i32)))
  (@include "plugin")
  (@include "done"))
