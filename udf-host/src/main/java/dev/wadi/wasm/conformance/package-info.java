/// Holds plugins against the contract with their host (`plugin-sdk/ABI.md`), whatever language they
/// are written in.
///
/// {@link dev.wadi.wasm.conformance.Conformance} loads a module as an upload would and checks its
/// memory (`AllocatorChecks`) and each of its functions with random rows (`RandomValues`): those
/// that give an answer for each row (`RowChecks` over a `RowFunction`), and aggregates
/// (`AggregateChecks` over an `AggregateCalls`). A check is a `Trial`: it says of some rows what
/// goes wrong with them, always from fresh instances, so that `Smallest` can look for fewer rows
/// with which it still does. What comes out is a {@link
/// dev.wadi.wasm.conformance.ConformanceReport}.
///
/// A new check is a method that returns a trial, and a line in the list of checks.
package dev.wadi.wasm.conformance;
