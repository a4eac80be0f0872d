;; A vector instruction.
;; expect: upload PLUGIN_INVALID vector instructions (SIMD)
(module
  (@include "plugin")
  (@include "done")
  (func (i32.const 1) (@code "\fd\0f") drop))
