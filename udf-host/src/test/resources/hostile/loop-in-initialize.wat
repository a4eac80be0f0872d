;; The initializer of a reactor never ends.
;; expect: upload PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (@include "done")
  (func (export "_initialize") (loop $again (br $again))))
