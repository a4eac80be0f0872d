/// What sources that make up their rows have in common: {@link dev.wadi.connectors.generator.Pace},
/// which says how many rows are due.
package dev.wadi.connectors.generator;
