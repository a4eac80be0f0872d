package dev.wadi.engine.testing;

import dev.wadi.engine.checkpoint.ByteSequence;
import dev.wadi.engine.checkpoint.StateStream;
import dev.wadi.engine.operator.Operator;
import dev.wadi.sdk.batch.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.arrow.memory.BufferAllocator;

/// State as bytes, so that nothing of a run lives on in the next one.
record StateBytes(byte[] bytes) {
  /// Takes over a batch.
  static StateBytes of(Batch state, BufferAllocator allocator) {
    var bytes = new ByteSequence();
    StateStream.write(state, allocator, bytes);
    return new StateBytes(bytes.toArray());
  }

  void restore(Operator operator, BufferAllocator allocator) {
    try {
      StateStream.read(new ByteArrayInputStream(bytes), allocator, operator::restore);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
