;; A hundred thousand functions, each a JVM method.
;; expect: upload PLUGIN_TOO_LARGE functions
(module
  (@include "plugin")
  (@include "done")
  (type $t (func))
  (@repeat 100000 (func (type $t))))
