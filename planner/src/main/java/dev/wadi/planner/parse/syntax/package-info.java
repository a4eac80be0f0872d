/// The nodes that our grammar adds to Calcite's syntax tree: table and view definitions, intervals
/// in words, and the operators that Calcite has no place for. Made by the generated parser, read by
/// the rest of the planner.
package dev.wadi.planner.parse.syntax;
