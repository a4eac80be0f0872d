/// SQL text to plan.
package dev.wadi.planner;
