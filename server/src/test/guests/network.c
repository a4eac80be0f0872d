// A plugin that asks for what no plugin is granted.
#include "wadi.h"

WADI_PLUGIN("network", "1.0.0")
WADI_DESCRIBE("{" WADI_QUOTED("capabilities") ":[" WADI_QUOTED("network") "]}")

WADI_SCALAR_1(i64, same, i64, x) { return x; }
