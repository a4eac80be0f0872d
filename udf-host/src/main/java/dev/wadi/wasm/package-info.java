/// Loads, checks, limits and calls WebAssembly plugins.
///
/// A module comes in through {@link dev.wadi.wasm.PluginRegistry#add}: everything in it is counted
/// (`StructureCheck`, `CodeCheck`), it is parsed, checked (`ModuleChecker`), asked for its
/// description without being run (`DescriptionReader`), compiled to JVM classes (`ModuleCompiler`)
/// and started once. What comes out is a {@link dev.wadi.wasm.PluginModule}, shared by all who use
/// it.
///
/// {@link dev.wadi.wasm.PluginRegistry#open} gives one operator subtask its own copy of one
/// function. A call goes: `WasmFunction` writes the batch into the guest's memory (`InputArena`, an
/// Arrow C Data struct in wasm32 layout), calls the guest (`GuestInstance`), and takes the result
/// out (`ResultReader`, `RowsReader` of table functions), which copies first and then checks the
/// copy. Aggregates go the same way (`WasmAggregate`): their states are columns, too. So do
/// formats, which connectors get from {@link dev.wadi.wasm.PluginFormats}: decoding is called like
/// a table function, encoding like a scalar function. The contract with the guest is
/// `plugin-sdk/ABI.md`.
///
/// Sources and sinks are connectors like others (`WasmConnector`); a `ConnectorInstance` is what
/// one split or one writer has to itself, and each of its functions a `ConnectorCall`.
///
/// The sandbox: {@link dev.wadi.wasm.LinearMemory} checks every access; a `FuelTank` per instance
/// bounds loops and calls, and the clock, woven into the compiled code by `GuestClassCollector`;
/// {@link dev.wadi.wasm.PluginLimits} says how much of what. A guest that traps or runs out of
/// anything costs its instance, never the host: the next batch gets a new one.
///
/// What was compiled is kept for the next start ({@link dev.wadi.wasm.GuestCodeCache}). A plugin
/// whose instances fail again and again is not called any more ({@link dev.wadi.wasm.Quarantine}).
///
/// Whether a plugin keeps its side of the contract is for {@link dev.wadi.wasm.conformance} to find
/// out, which looks on at its calls ({@link dev.wadi.wasm.CallWatcher}).
///
/// What hostile modules try is in `src/test/resources/hostile`, a file each; a new idea is a new
/// file there.
///
/// The engine (Chicory) is imported by nothing outside this package.
package dev.wadi.wasm;
