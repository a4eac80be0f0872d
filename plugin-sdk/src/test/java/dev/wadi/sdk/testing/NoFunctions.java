package dev.wadi.sdk.testing;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionProvider;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.sdk.function.TableFunction;

/// Where there are no functions that are not built in. A test may have some of one kind.
public class NoFunctions implements FunctionProvider {
  @Override
  public ScalarFunction open(FunctionSignature signature) {
    throw missing(signature);
  }

  @Override
  public TableFunction openTable(FunctionSignature signature) {
    throw missing(signature);
  }

  private static WadiException missing(FunctionSignature signature) {
    return new WadiException(ErrorCode.NOT_FOUND, "no function " + signature.name());
  }
}
