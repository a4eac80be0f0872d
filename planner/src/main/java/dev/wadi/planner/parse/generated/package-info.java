/// The parser, generated at build time from Calcite's grammar template and `src/main/codegen`.
package dev.wadi.planner.parse.generated;
