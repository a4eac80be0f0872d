;; Throws out of the function.
;; expect: call PLUGIN_TRAPPED an exception that it does not catch
(module
  (@include "plugin")
  (tag $e)
  (func (export "f") (param i32 i32) (result i32)
    (throw $e)))
