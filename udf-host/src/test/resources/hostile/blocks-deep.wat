;; Fifteen thousand blocks in each other, and a branch out of each.
;; expect: upload PLUGIN_TOO_LARGE branches times values
(module
  (@include "plugin")
  (@include "done")
  (func (@code (@repeat 15000 "\02\40") (@repeat 15000 "\0c\97\75") (@repeat 15000 "\0b"))))
