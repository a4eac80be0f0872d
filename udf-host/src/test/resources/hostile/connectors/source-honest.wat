;; What the others do not do.
;; expect: works
(module
  (@include "source") (@include "source-open") (@include "source-poll") (@include "source-position"))
