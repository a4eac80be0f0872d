package dev.wadi.wasm.conformance;

import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A scalar function.
record ScalarCalls(ScalarFunction function, Field type, BufferAllocator allocator)
    implements RowFunction {
  @Override
  public List<Answer> answers(List<FieldVector> arguments, int rowCount) {
    return answers(type, allocator, result -> function.call(arguments, rowCount, result));
  }

  /// @param call fills a vector, and says which rows have no result
  static List<Answer> answers(
      Field type, BufferAllocator allocator, Function<FieldVector, List<Rejection>> call) {
    try (FieldVector result = type.createVector(allocator)) {
      result.allocateNew();
      List<Rejection> rejected = call.apply(result);
      List<Answer> answers = new ArrayList<>();
      VectorReader.values(result).forEach(value -> answers.add(new Answer.Given(value)));
      rejected.forEach(row -> answers.set(row.row(), new Answer.Rejected(row.reason())));
      return answers;
    }
  }

  @Override
  public void close() {
    function.close();
  }
}
