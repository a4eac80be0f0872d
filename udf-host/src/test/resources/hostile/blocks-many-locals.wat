;; 9,000 locals and 10,000 blocks, for each of which the JVM compiler keeps all locals.
;; expect: upload PLUGIN_TOO_LARGE branches times values
(module
  (@include "plugin")
  (@include "done")
  (func (param i32) (local (@repeat 9000 i64)) (@repeat 10000 (block (br_if 0 (local.get 0))))))
