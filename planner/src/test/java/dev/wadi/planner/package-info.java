/// Golden plans, errors with their positions, and syntax.
package dev.wadi.planner;
