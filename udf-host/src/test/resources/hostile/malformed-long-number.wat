;; A number of ten bytes.
;; expect: upload PLUGIN_INVALID malformed
(module
  (@include "plugin")
  (@include "done")
  (@section 3 "\80\80\80\80\80\80\80\80\80\00"))
