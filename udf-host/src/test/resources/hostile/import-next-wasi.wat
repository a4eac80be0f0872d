;; Imports the second preview of WASI.
;; expect: upload PLUGIN_INVALID wasi:io/streams
(module
  (import "wasi:io/streams@0.2.0" "write" (func (param i32) (result i32)))
  (@include "plugin")
  (@include "done"))
