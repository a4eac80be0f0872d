;; Takes 64-bit addresses.
;; expect: upload PLUGIN_ABI_MISMATCH the export 'f' has the type
(module
  (@include "plugin")
  (func (export "f") (param i64 i64) (result i32) (i32.const 0)))
