package dev.wadi.wasm;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.connector.SplitReader.Poll;
import dev.wadi.wasm.PluginDescription.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Calls of a source in the instance that reads one split.
final class SourceCalls {
  private static final int POSITION_BYTES_MAX = 1 << 16;

  private static final List<Field> OPEN =
      List.of(
          Parameters.text("options"),
          Parameters.text("split"),
          Parameters.nullableText("position"));
  private static final List<Field> POLL =
      List.of(Parameters.integer("max_rows"), Parameters.integer("max_millis"));
  private static final List<Field> POSITION = List.of(Parameters.text("position"));

  private final BufferAllocator allocator;
  private final List<Field> columns;
  private final ConnectorCall poll;
  private final ConnectorCall position;
  private final ConnectorCall close;

  /// @param columns that are read
  private SourceCalls(
      PluginGuest guest,
      String user,
      String export,
      BufferAllocator allocator,
      List<Field> columns) {
    this.allocator = allocator;
    this.columns = columns;
    this.poll = new ConnectorCall(guest, user, export + SourceDescription.POLL, POLL, columns);
    this.position =
        new ConnectorCall(guest, user, export + SourceDescription.POSITION, List.of(), POSITION);
    this.close =
        new ConnectorCall(guest, user, export + SourceDescription.CLOSE, List.of(), List.of());
  }

  /// Opens a split.
  ///
  /// @param options as JSON
  /// @param columns that are to be read
  static SourceCalls open(
      PluginGuest guest,
      String user,
      String export,
      String options,
      Split split,
      BufferAllocator allocator,
      List<Value> columns) {
    var open = new ConnectorCall(guest, user, export + SourceDescription.OPEN, OPEN, List.of());
    String start = split.position().isEmpty() ? null : split.position();
    try (Parameters parameters = Parameters.of(allocator, OPEN, options, split.id(), start)) {
      open.open(parameters.vectors(), columns);
    }
    List<Field> fields = columns.stream().map(Value::field).toList();
    return new SourceCalls(guest, user, export, allocator, fields);
  }

  Poll poll(int rowsMax, int waitMillis) {
    int code;
    try (Parameters parameters = Parameters.of(allocator, POLL, rowsMax, waitMillis)) {
      code = poll.call(parameters.vectors(), 1, rowsMax);
    }
    return switch (code) {
      case ReturnCode.AGAIN -> Poll.NOTHING;
      case ReturnCode.END -> Poll.END;
      default -> rows(rowsMax);
    };
  }

  private Poll rows(int rowsMax) {
    List<FieldVector> vectors =
        columns.stream().map(column -> column.createVector(allocator)).toList();
    try {
      int rows = poll.rows(rowsMax, vectors);
      if (rows == 0) {
        throw poll.bad("it has no rows, and does not say so");
      }
      return new Poll.Rows(Batch.of(vectors.stream().map(Column::of).toList(), rows));
    } catch (RuntimeException | Error e) {
      vectors.forEach(FieldVector::close);
      throw e;
    }
  }

  /// Where the next poll goes on.
  String position() {
    position.run(List.of(), 0, 1);
    try (var vector = (VarCharVector) POSITION.getFirst().createVector(allocator)) {
      if (position.rows(1, List.of(vector)) != 1) {
        throw position.bad("it has no position");
      }
      byte[] text = vector.get(0);
      if (text.length > POSITION_BYTES_MAX) {
        throw position.bad(
            "a position of %,d bytes, at most %,d".formatted(text.length, POSITION_BYTES_MAX));
      }
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  void close() {
    close.runIfThere();
  }
}
