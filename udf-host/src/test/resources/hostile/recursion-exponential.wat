;; Never deep, but calls itself twice at each of 60 levels.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (call $twice (i32.const 60)) (i32.const 0))
  (func $twice (param i32)
    (if (local.get 0)
      (then
        (call $twice (i32.sub (local.get 0) (i32.const 1)))
        (call $twice (i32.sub (local.get 0) (i32.const 1)))))))
