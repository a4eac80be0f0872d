// A plugin that asks for what this host does not grant.
#include "wadi.h"

WADI_PLUGIN("network", "1.0.0")
WADI_DESCRIBE("{" WADI_QUOTED("capabilities") ":[" WADI_QUOTED("network") "]}")
