;; Imports a global of the host.
;; expect: upload PLUGIN_INVALID imports global
(module
  (import "wasi_snapshot_preview1" "secret" (global i32))
  (@include "plugin")
  (@include "done"))
