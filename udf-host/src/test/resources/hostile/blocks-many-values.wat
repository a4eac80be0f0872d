;; 10,000 values on the stack below 10,000 blocks.
;; expect: upload PLUGIN_TOO_LARGE branches times values
(module
  (@include "plugin")
  (@include "done")
  (func (param i32) (@repeat 10000 (i32.const 0)) (@repeat 10000 (block (br_if 0 (local.get 0)))) (@repeat 10000 drop)))
