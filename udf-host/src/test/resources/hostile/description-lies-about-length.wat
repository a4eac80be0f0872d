;; Asked for its description, it points to four gibibytes.
;; expect: upload PLUGIN_TRAPPED out of bounds memory access: 4294967295 bytes
(module
  (@include "memory") (@include "allocator")
  (data (i32.const 256) "\00\00\00\00\ff\ff\ff\ff")
  (func (export "wadi_describe") (result i32) (i32.const 256))
  (@include "done"))
