;; Eight million instructions that do nothing.
;; expect: upload PLUGIN_TOO_LARGE instructions
(module
  (@include "plugin")
  (@include "done")
  (type $t (func))
  (@repeat 65 (func (type $t) (@code (@repeat 120000 "\01")))))
