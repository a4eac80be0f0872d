;; Takes all memory that there is.
;; expect: call PLUGIN_MEMORY_LIMIT in 'src_poll'
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (if (i32.eq (memory.grow (i32.const 2000)) (i32.const -1)) (unreachable)) (call $rows (local.get 1) (i64.const 3)) (i32.const 0)))
