package dev.wadi.wasm.conformance;

import dev.wadi.sdk.format.Encoder;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A format that writes, whose answer to a row is its record.
///
/// @param data the type of records
record EncodeCalls(Encoder encoder, Field data, BufferAllocator allocator) implements RowFunction {
  @Override
  public List<Answer> answers(List<FieldVector> columns, int rowCount) {
    return ScalarCalls.answers(
        data, allocator, records -> encoder.encode(columns, rowCount, (VarBinaryVector) records));
  }

  @Override
  public void close() {
    encoder.close();
  }
}
