;; A function of 50,000 locals.
;; expect: upload PLUGIN_TOO_LARGE locals in a function, at most 10,000
(module
  (@include "plugin")
  (@include "done")
  (func (local (@repeat 50000 i64))))
