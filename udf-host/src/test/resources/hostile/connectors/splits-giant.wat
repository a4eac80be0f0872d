;; More splits than anybody needs.
;; expect: open PLUGIN_BAD_RESULT it has 1000000 rows, at most 10000
(module
  (@include "source") (@include "source-open") (@include "source-poll") (@include "source-position")
  (func (export "src_splits") (param i32 i32) (result i32)
    (call $texts (local.get 1) (i64.const 1000000)) (i32.const 0)))
