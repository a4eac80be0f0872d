;; Asks for two billion random bytes.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (import "wasi_snapshot_preview1" "random_get" (func $r (param i32 i32) (result i32)))
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (drop (call $r (i32.const 0) (i32.const 0x7FFFFFFF))) (i32.const 0)))
