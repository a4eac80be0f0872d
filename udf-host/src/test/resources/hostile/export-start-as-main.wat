;; A program with a main that never ends: it is not run.
;; expect: works
(module
  (@include "plugin")
  (@include "done")
  (func (export "_start") (loop $again (br $again))))
