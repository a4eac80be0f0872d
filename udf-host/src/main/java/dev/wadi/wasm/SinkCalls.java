package dev.wadi.wasm;

import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.wasm.PluginDescription.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Calls of a sink in the instance of one writer. Those that it need not have do nothing if it has
/// not.
final class SinkCalls {
  private static final int COMMITTABLES_MAX = 10_000;

  private static final List<Field> OPEN =
      List.of(
          Parameters.text("options"),
          Parameters.integer("subtask"),
          Parameters.integer("parallelism"),
          Parameters.text("job"),
          Parameters.text("owner"));
  private static final List<Field> EPOCH = List.of(Parameters.bigint("epoch"));
  private static final List<Field> COMMITTABLE = List.of(Parameters.text("committable"));

  private final PluginGuest guest;
  private final String user;
  private final String export;
  private final BufferAllocator allocator;
  private final ConnectorCall write;
  private final ConnectorCall flush;
  private final ConnectorCall finish;
  private final ConnectorCall prepare;
  private final ConnectorCall commit;
  private final ConnectorCall recover;
  private final ConnectorCall close;

  /// @param columns of the rows that are written
  private SinkCalls(
      PluginGuest guest,
      String user,
      String export,
      BufferAllocator allocator,
      List<Value> columns) {
    this.guest = guest;
    this.user = user;
    this.export = export;
    this.allocator = allocator;
    List<Field> fields = columns.stream().map(Value::field).toList();
    this.write = call(SinkDescription.WRITE, fields, List.of());
    this.flush = call(SinkDescription.FLUSH, List.of(), List.of());
    this.finish = call(SinkDescription.FINISH, List.of(), List.of());
    this.prepare = call(SinkDescription.PREPARE, EPOCH, COMMITTABLE);
    this.commit = call(SinkDescription.COMMIT, COMMITTABLE, List.of());
    this.recover = call(SinkDescription.RECOVER, COMMITTABLE, List.of());
    this.close = call(SinkDescription.CLOSE, List.of(), List.of());
  }

  private ConnectorCall call(String name, List<Field> input, List<Field> output) {
    return new ConnectorCall(guest, user, export + name, input, output);
  }

  /// Opens the sink for one writer.
  ///
  /// @param options as JSON
  /// @param owner whose output it is, in all runs of a pipeline
  /// @param allocator for what is not rows
  /// @param columns of the rows that are written
  static SinkCalls open(
      PluginGuest guest,
      String user,
      String export,
      String options,
      WriteContext context,
      String owner,
      BufferAllocator allocator,
      List<Value> columns) {
    var calls = new SinkCalls(guest, user, export, allocator, columns);
    ConnectorCall open = calls.call(SinkDescription.OPEN, OPEN, List.of());
    try (Parameters parameters =
        Parameters.of(
            allocator,
            OPEN,
            options,
            context.subtask(),
            context.parallelism(),
            context.jobId(),
            owner)) {
      open.open(parameters.vectors(), columns);
    }
    return calls;
  }

  void write(List<FieldVector> columns, int rows) {
    write.run(columns, rows);
  }

  void flush() {
    flush.runIfThere();
  }

  /// All was written.
  void finish() {
    finish.runIfThere();
  }

  /// Makes what was written durable, but not visible.
  ///
  /// @return what is to be committed
  List<String> prepare(long epoch) {
    try (Parameters parameters = Parameters.of(allocator, EPOCH, epoch);
        var texts = (VarCharVector) COMMITTABLE.getFirst().createVector(allocator)) {
      prepare.run(parameters.vectors(), 1, COMMITTABLES_MAX);
      int count = prepare.rows(COMMITTABLES_MAX, List.of(texts));
      List<String> committables = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        committables.add(new String(texts.get(i), StandardCharsets.UTF_8));
      }
      return committables;
    }
  }

  /// Makes what was prepared visible.
  void commit(List<String> committables) {
    pass(committables, commit);
  }

  /// Makes visible what earlier runs have prepared, and discards what else they left behind.
  void recover(List<String> committables) {
    pass(committables, recover);
  }

  private void pass(List<String> committables, ConnectorCall call) {
    try (Parameters column = Parameters.of(allocator, COMMITTABLE.getFirst(), committables)) {
      call.run(column.vectors(), committables.size());
    }
  }

  void close() {
    close.runIfThere();
  }
}
