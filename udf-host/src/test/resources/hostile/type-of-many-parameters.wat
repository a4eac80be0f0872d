;; A function of 100,000 parameters.
;; expect: upload PLUGIN_TOO_LARGE parameters
(module
  (@include "plugin")
  (@include "done")
  (type (func (param (@repeat 100000 i32)))))
