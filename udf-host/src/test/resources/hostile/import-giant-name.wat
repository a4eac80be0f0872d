;; Imports a function with a name of a megabyte, which no message repeats.
;; expect: upload PLUGIN_INVALID 'env.xxxx
(module
  (import "env" (@repeat 1000000 "x") (func (param i32) (result i32)))
  (@include "plugin")
  (@include "done"))
