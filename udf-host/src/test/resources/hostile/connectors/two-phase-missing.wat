;; Prepares what it cannot commit.
;; expect: upload PLUGIN_ABI_MISMATCH does not export 'snk_commit'
(module
  (@include "two-phase") (@include "recover")
  (func (export "snk_prepare") (param i32 i32) (result i32) (i32.const 0)))
