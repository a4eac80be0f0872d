;; Ten thousand imports.
;; expect: upload PLUGIN_TOO_LARGE imports
(module
  (type $t (func (result i32)))
  (@repeat 10000 (import "wasi_snapshot_preview1" "sched_yield" (func (type $t))))
  (@include "plugin")
  (@include "done"))
