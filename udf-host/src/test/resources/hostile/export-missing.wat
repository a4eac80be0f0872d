;; Has no function f.
;; expect: upload PLUGIN_ABI_MISMATCH does not export 'f'
(module
  (@include "plugin"))
