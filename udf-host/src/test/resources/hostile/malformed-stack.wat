;; Leaves a value too many.
;; expect: upload PLUGIN_INVALID malformed
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32) (i32.const 0) (i32.const 0)))
