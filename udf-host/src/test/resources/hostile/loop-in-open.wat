;; Told the types, it never returns.
;; expect: open PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (@include "done")
  (func (export "f_open") (param i32 i32) (result i32) (loop $again (br $again)) (i32.const 0)))
