;; An optional function of another type.
;; expect: upload PLUGIN_ABI_MISMATCH the export 'src_splits' has the type
(module
  (@include "source") (@include "source-open") (@include "source-poll") (@include "source-position")
  (func (export "src_splits") (param i32) (result i32) (i32.const 0)))
