package dev.wadi.sdk.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import org.apache.arrow.memory.BufferAllocator;

/// Where running jobs get functions from. One per process; thread-safe.
@FunctionalInterface
public interface FunctionProvider {
  /// A new instance of a function whose module this member has.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the module is not there or does not start
  ScalarFunction open(FunctionSignature signature);

  /// The same functions, for a job.
  ///
  /// @param metrics gets what they measure
  default FunctionProvider measuredBy(PluginMetrics metrics) {
    return this;
  }

  /// A new instance of an aggregate whose module this member has. A provider of scalar functions
  /// has none.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the module is not there or does not start
  default AggregateFunction openAggregate(FunctionSignature signature) {
    throw new WadiException(
        ErrorCode.FUNCTION_NOT_FOUND, "there is no aggregate '%s'".formatted(signature.name()));
  }

  /// A new instance of a table function whose module this member has. A provider of scalar
  /// functions has none.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the module is not there or does not start
  default TableFunction openTable(FunctionSignature signature) {
    throw new WadiException(
        ErrorCode.FUNCTION_NOT_FOUND,
        "there is no table function '%s'".formatted(signature.name()));
  }

  /// A new instance of a function whose results come later, and whose module this member has. A
  /// provider of scalar functions has none.
  ///
  /// @param allocator for what it needs between requests and results
  /// @throws dev.wadi.sdk.error.WadiException if the module is not there or does not start
  default AsyncFunction openAsync(FunctionSignature signature, BufferAllocator allocator) {
    throw new WadiException(
        ErrorCode.FUNCTION_NOT_FOUND,
        "there is no function '%s' whose results come later".formatted(signature.name()));
  }
}
