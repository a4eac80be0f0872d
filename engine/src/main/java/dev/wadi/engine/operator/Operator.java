package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;

/// One step of a dataflow on one subtask. Called by the chain that holds it, from one thread at a
/// time; must not block (unless its stage was declared blocking) and should return within 1 ms.
///
/// Between two operators there are only batches and watermarks; a snapshot is taken between two
/// calls. State is rows: what {@link #snapshot} writes, {@link #restore} of any subtask reads back,
/// keeping the rows whose key it owns.
public interface Operator extends AutoCloseable {
  /// Event time in microseconds since 1970 at the end of all input.
  long END_OF_INPUT = Long.MAX_VALUE - 1;

  /// Takes over a batch.
  ///
  /// @param input which of the operator's inputs it came from, from 0
  void process(int input, Batch batch, Output output);

  /// No row earlier than this will come any more. The chain passes the watermark on afterwards.
  ///
  /// @param micros since 1970, or {@link #END_OF_INPUT}
  /// @return false if there is more to emit: the call is repeated when there is room
  default boolean watermark(long micros, Output output) {
    return true;
  }

  /// Emits what was held back for efficiency only: before a snapshot, and when a stream is quiet.
  default void flush(Output output) {}

  /// Called now and then, about every millisecond or later, for what is to happen as processing
  /// time goes by.
  default void tick(Output output) {}

  /// Writes the state, after {@link #flush}. The operator goes on afterwards.
  default void snapshot(StateWriter writer) {}

  /// Reads back rows that any subtask wrote, before the first call of {@link #process}; called once
  /// per batch of state. The batch is borrowed.
  default void restore(Batch state) {}

  @Override
  default void close() {}

  /// Where an operator's results go; takes over each batch.
  @FunctionalInterface
  interface Output {
    void emit(Batch batch);
  }

  /// Where an operator's state goes; takes over each batch.
  @FunctionalInterface
  interface StateWriter {
    void write(Batch state);
  }
}
