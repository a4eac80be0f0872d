package dev.wadi.wasm.conformance;

import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A scalar function.
record ScalarCalls(ScalarFunction function, Field type, BufferAllocator allocator)
    implements RowFunction {
  @Override
  public List<Answer> answers(List<FieldVector> arguments, int rowCount) {
    try (FieldVector result = type.createVector(allocator)) {
      result.allocateNew();
      List<Rejection> rejected = function.call(arguments, rowCount, result);
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
