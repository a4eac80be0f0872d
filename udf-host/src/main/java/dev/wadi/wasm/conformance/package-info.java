/// Holds plugins against the contract with their host (`plugin-sdk/ABI.md`), whatever language they
/// are written in.
///
/// {@link dev.wadi.wasm.conformance.Conformance} loads a module as an upload would and checks its
/// memory (`AllocatorChecks`) and each of its parts with random rows (`RandomValues`): what gives
/// an answer for each row (`RowChecks` over a `RowSubject`), which are scalar and table functions,
/// those whose results come later (`AsyncChecks`), and formats both ways (`FormatChecks`);
/// aggregates (`AggregateChecks`); sources (`SourceChecks`, `SplitChecks`) and sinks (`SinkChecks`,
/// `TwoPhaseChecks`). A check is a `Trial`: it says of some rows what goes wrong with them, always
/// from fresh instances, so that it can look for fewer rows with which it still does; where there
/// are no rows to choose, it just says what goes wrong. What comes out is a {@link
/// dev.wadi.wasm.conformance.ConformanceReport}.
///
/// The outside are `Surroundings`: a folder that is deleted, and a `MadeUpServer`. What tables say
/// is made of the description (`OptionValues`, `ColumnsTried`). What cannot be exercised is a
/// finding, too, and says what it needs.
///
/// A new check is a method that says what goes wrong, and a line in the list of checks.
package dev.wadi.wasm.conformance;
