;; Returns a code that does not exist.
;; expect: call PLUGIN_BAD_RESULT unknown code -1
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (i32.const -1)))
