;; More parameters than a JVM method has.
;; expect: works
(module
  (@include "plugin")
  (func $wide (param (@repeat 300 i32)) (result i32) (local.get 299))
  (func (export "f") (param i32 i32) (result i32)
    (if (i32.ne (call $wide (@repeat 300 (i32.const 7))) (i32.const 7)) (then unreachable)) (i32.const 0)))
