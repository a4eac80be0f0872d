/// What sources that make up their rows have in common: {@link dev.wadi.connectors.generator.Pace},
/// which says how many rows are due, and {@link dev.wadi.connectors.generator.DeclaredColumns},
/// which matches the columns of a `CREATE TABLE` with those that the source has.
package dev.wadi.connectors.generator;
