;; More rows than there can be.
;; expect: call PLUGIN_BAD_RESULT it has 9223372036854775807 rows
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const 0x7FFFFFFFFFFFFFFF)) (i32.const 0)))
