package dev.wadi.engine.checkpoint;

import dev.wadi.engine.checkpoint.Manifest.StateFile;
import dev.wadi.engine.testing.BatchText;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.batch.MemoryScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// States of operators, as text: batches of rows.
final class States {
  /// Of rows such as `a, 1, true, 1.50, [x, null], {2, y}`.
  static final Schema ROWS =
      new Schema(
          List.of(
              Field.nullable("k", Plans.type("TEXT")),
              Field.nullable("v", Plans.type("BIGINT")),
              Field.nullable("b", Plans.type("BOOLEAN")),
              Field.nullable("d", Plans.type("DECIMAL(38, 2)")),
              new Field(
                  "l",
                  Field.nullable("l", ArrowType.List.INSTANCE).getFieldType(),
                  List.of(Field.nullable("e", Plans.type("TEXT")))),
              new Field(
                  "s",
                  Field.nullable("s", ArrowType.Struct.INSTANCE).getFieldType(),
                  List.of(
                      Field.nullable("a", Plans.type("INT")),
                      Field.nullable("b", Plans.type("TEXT"))))));

  /// Of rows of another kind, such as a mark of time.
  static final Schema MARKS = Plans.schema("done BIGINT");

  private States() {}

  /// Rows of a batch.
  record Rows(Schema schema, List<String> lines) {
    Rows {
      lines = List.copyOf(lines);
    }
  }

  static Rows rows(String... lines) {
    return new Rows(ROWS, List.of(lines));
  }

  static Rows marks(String... lines) {
    return new Rows(MARKS, List.of(lines));
  }

  /// As an operator writes it.
  static ByteSequence of(List<Rows> batches) {
    var bytes = new ByteSequence();
    try (var test = new Surroundings()) {
      for (Rows rows : batches) {
        StateStream.write(
            test.batch(rows.schema(), rows.lines().toArray(String[]::new)),
            test.memory().allocator(),
            bytes);
      }
    }
    return bytes;
  }

  static ByteSequence of(Rows... batches) {
    return of(List.of(batches));
  }

  /// As an operator reads it; leaves nothing off the heap.
  static List<List<String>> read(CheckpointStore store, List<StateFile> files) throws IOException {
    List<List<String>> batches = new ArrayList<>();
    try (var memory = MemoryScope.unlimited()) {
      StateChain.read(
          store, files, memory.allocator(), batch -> batches.add(BatchText.lines(batch)));
      if (memory.bytesInUse() != 0) {
        throw new AssertionError(memory.bytesInUse() + " bytes are left");
      }
    }
    return batches;
  }
}
