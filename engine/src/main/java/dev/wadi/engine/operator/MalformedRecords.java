package dev.wadi.engine.operator;

import dev.wadi.engine.operator.DeadLetterBatch.Reason;
import dev.wadi.sdk.connector.LeftOut;
import dev.wadi.sdk.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/// Counts the records of a table that its readers leave out, and makes dead letters of them if
/// somebody takes those.
public final class MalformedRecords implements LeftOut, AutoCloseable {
  private final LongAdder counter;
  private final DeadLetterBatch letters;
  private final Operator.Output output;
  private boolean any;

  /// @param table its name
  /// @param output takes dead letters; null if nobody does
  public MalformedRecords(String table, OperatorContext context, Operator.Output output) {
    this.counter = context.badRows();
    this.letters = new DeadLetterBatch(table, context.allocator());
    this.output = output;
  }

  @Override
  public void add(String place, String reason, byte[] record) {
    counter.increment();
    any = true;
    if (output != null) {
      var text = record == null ? null : new String(record, StandardCharsets.UTF_8);
      letters.add(
          new Reason(null, ErrorCode.BAD_DATA.name(), reason, place),
          text == null ? null : text.getBytes(StandardCharsets.UTF_8),
          record);
    }
  }

  /// Hands dead letters on; to be called when a poll has ended.
  ///
  /// @return whether anything was left out since the last call
  public boolean emit() {
    boolean leftOut = any;
    any = false;
    letters.emit(output);
    return leftOut;
  }

  @Override
  public void close() {
    letters.close();
  }
}
