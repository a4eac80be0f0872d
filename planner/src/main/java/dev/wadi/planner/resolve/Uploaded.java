package dev.wadi.planner.resolve;

import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import org.apache.calcite.sql.SqlOperator;

/// A function of a plugin, of whatever kind, under the name that SQL has for it.
sealed interface Uploaded permits UserFunction, UserAggregate {
  FunctionSignature signature();

  String getName();

  String getAllowedSignatures();

  static Uploaded of(FunctionSignature signature) {
    return of(signature.name(), signature);
  }

  static Uploaded of(String name, FunctionSignature signature) {
    return switch (signature.kind()) {
      case FunctionKind.Scalar _, FunctionKind.Table _, FunctionKind.Async _ ->
          new UserFunction(name, signature);
      case FunctionKind.Aggregate _ -> new UserAggregate(name, signature);
    };
  }

  default SqlOperator operator() {
    return (SqlOperator) this;
  }
}
