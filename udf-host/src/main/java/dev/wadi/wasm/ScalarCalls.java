package dev.wadi.wasm;

import dev.wadi.sdk.function.Rejection;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// Calls of a scalar function.
final class ScalarCalls {
  private final FunctionInstance instance;
  private final AskedRows asked;
  private final ResultReader reader;

  ScalarCalls(FunctionInstance instance, PluginDescription.Function function) {
    this.instance = instance;
    this.asked = new AskedRows(instance.arguments(), function.nulls());
    this.reader = new ResultReader(instance.output(), instance.guest().memory());
  }

  /// Computes a batch.
  ///
  /// @return the guest's return code
  int call(List<FieldVector> arguments, int rows) {
    instance.guest().refuel();
    instance.arena().start(arguments, rows);
    asked.write(instance.arena(), instance.output(), arguments, rows);
    return instance.call();
  }

  /// The rows that the last call rejected. To be asked for before the result, which has nulls
  /// there.
  List<Rejection> rejected(int rows) {
    List<Rejection> rejected = instance.rejected(rows);
    asked.reject(rejected);
    return rejected;
  }

  /// Takes the result of the last call over, checked, and releases the guest's.
  void result(int rows, FieldVector result) {
    reader.read(instance.arena().home(), asked, rows, result);
    instance.release();
  }
}
