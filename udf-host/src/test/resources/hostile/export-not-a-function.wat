;; f is a global.
;; expect: upload PLUGIN_ABI_MISMATCH the export 'f' is not a function
(module
  (@include "plugin")
  (global (export "f") i32 (i32.const 0)))
