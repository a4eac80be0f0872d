package dev.wadi.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.sdk.function.AsyncFunction.Answer;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;

/// Answers as a guest gets them: status, headers and body, null in all of them where nothing was
/// asked for.
final class ReplyColumns implements AutoCloseable {
  private final List<FieldVector> vectors;

  ReplyColumns(List<Answer> answers, BufferAllocator allocator) {
    vectors =
        PluginDescription.Value.response().stream()
            .map(value -> value.field().createVector(allocator))
            .toList();
    try {
      fill(answers);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  List<FieldVector> vectors() {
    return vectors;
  }

  private void fill(List<Answer> answers) {
    vectors.forEach(FieldVector::allocateNew);
    for (int row = 0; row < answers.size(); row++) {
      switch (answers.get(row)) {
        case Answer.Reply reply -> set(row, reply);
        case Answer.None _ -> {} // null as it is
        case Answer.Failed failed -> throw new IllegalArgumentException(failed.reason());
      }
    }
    vectors.forEach(vector -> vector.setValueCount(answers.size()));
  }

  private void set(int row, Answer.Reply reply) {
    ((IntVector) vectors.get(0)).setSafe(row, reply.status());
    var headers = (ListVector) vectors.get(1);
    var items = (VarCharVector) headers.getDataVector();
    int item = headers.startNewValue(row);
    for (String header : reply.headers()) {
      items.setSafe(item++, header.getBytes(UTF_8));
    }
    headers.endValue(row, reply.headers().size());
    ((VarBinaryVector) vectors.get(2)).setSafe(row, reply.body());
  }

  @Override
  public void close() {
    vectors.forEach(FieldVector::close);
  }
}
