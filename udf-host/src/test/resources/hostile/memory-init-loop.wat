;; Copies a data segment again and again.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (data $d (@repeat 65536 "x"))
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (memory.init $d (i32.const 0) (i32.const 0) (i32.const 65536)) (br $again)) (i32.const 0)))
