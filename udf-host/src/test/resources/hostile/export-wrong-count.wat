;; Takes three parameters.
;; expect: upload PLUGIN_ABI_MISMATCH the export 'f' has the type
(module
  (@include "plugin")
  (func (export "f") (param i32 i32 i32) (result i32) (i32.const 0)))
