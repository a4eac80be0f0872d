/// Names, types and meaning: syntax trees in, relational algebra out.
///
/// {@link dev.wadi.planner.resolve.Resolver} takes the statements of a script in order. Definitions
/// go into the catalog of this script; queries are validated by Calcite against it and become trees
/// of relational operators, coerced to the columns of their sink. What parses but does not run is
/// refused in {@link dev.wadi.planner.resolve.UnsupportedSyntax}, and Calcite's complaints become
/// our errors in {@link dev.wadi.planner.resolve.ValidationErrors}.
///
/// A table with generated columns is a view of its physical columns; types are mapped in {@link
/// dev.wadi.planner.resolve.ArrowTypes} and bounded in {@link dev.wadi.planner.resolve.SqlTypes}.
package dev.wadi.planner.resolve;
