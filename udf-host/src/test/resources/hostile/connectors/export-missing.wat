;; Cannot say where it is.
;; expect: upload PLUGIN_ABI_MISMATCH does not export 'src_position'
(module
  (@include "source") (@include "source-open") (@include "source-poll"))
