;; Returns a 64-bit code.
;; expect: upload PLUGIN_ABI_MISMATCH the export 'f' has the type
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i64) (i64.const 0)))
