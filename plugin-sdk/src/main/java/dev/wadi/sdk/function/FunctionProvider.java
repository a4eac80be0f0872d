package dev.wadi.sdk.function;

/// Where running jobs get functions from. One per process; thread-safe.
public interface FunctionProvider {
  /// A new instance of a scalar function whose module this member has.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the module is not there or does not start
  ScalarFunction open(FunctionSignature signature);

  /// A new instance of a table function whose module this member has.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the module is not there or does not start
  TableFunction openTable(FunctionSignature signature);
}
