;; A garbage-collected type: its objects would lie on the heap of the JVM.
;; expect: upload PLUGIN_INVALID garbage-collected types
(module
  (@include "plugin")
  (@include "done")
  (@section 1 "\01\5f\01\7f\00"))
