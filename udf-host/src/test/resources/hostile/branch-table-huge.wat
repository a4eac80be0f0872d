;; A branch table of 100,000 targets.
;; expect: upload PLUGIN_TOO_LARGE branches times values
(module
  (@include "plugin")
  (@include "done")
  (func (block $out (br_table (@repeat 100000 $out) (i32.const 0)))))
