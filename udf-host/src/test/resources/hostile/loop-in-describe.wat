;; Asked for its description, it never answers.
;; expect: upload PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "memory") (@include "allocator")
  (func (export "wadi_describe") (result i32) (loop $again (br $again)) (i32.const 0))
  (@include "done"))
