package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Consecutive operators on one subtask, without queues between them: a batch goes through all of
/// them in one call.
public final class OperatorChain implements AutoCloseable {
  private final List<Operator> operators;
  private final List<Operator.Output> outputs = new ArrayList<>();
  private final List<OperatorMetrics> metrics;
  private int watermarkStep;
  // Time spent in calls from the operator that is being called to those behind it.
  private long nestedNanos;

  /// @param tail where the last operator's results go
  /// @param metrics one for each operator
  public OperatorChain(
      List<Operator> operators, Operator.Output tail, List<OperatorMetrics> metrics) {
    this.operators = List.copyOf(operators);
    this.metrics = List.copyOf(metrics);
    for (int next = 1; next < operators.size(); next++) {
      outputs.add(into(next));
    }
    outputs.add(tail);
  }

  private Operator.Output into(int step) {
    return batch -> process(step, 0, batch);
  }

  /// Takes over a batch for one of the chain's operators.
  ///
  /// @param step which operator; with no operators at all the batch goes straight to the tail
  /// @param input which of its inputs
  public void process(int step, int input, Batch batch) {
    if (operators.isEmpty()) {
      outputs.getFirst().emit(batch);
    } else {
      metrics.get(step).rowsIn().add(batch.rowCount());
      measure(
          step,
          () -> {
            operators.get(step).process(input, batch, outputs.get(step));
            return true;
          });
    }
  }

  private boolean measure(int step, BooleanSupplier call) {
    long outerNanos = nestedNanos;
    nestedNanos = 0;
    long start = System.nanoTime();
    boolean result = call.getAsBoolean();
    long nanos = System.nanoTime() - start;
    metrics.get(step).nanos().add(nanos - nestedNanos);
    nestedNanos = outerNanos + nanos;
    return result;
  }

  /// Takes a watermark through all operators in turn.
  ///
  /// @return false if there is more to emit first: repeat the call with the same watermark
  public boolean watermark(long micros) {
    while (watermarkStep < operators.size()) {
      int step = watermarkStep;
      if (!measure(step, () -> operators.get(step).watermark(micros, outputs.get(step)))) {
        return false;
      }
      watermarkStep++;
    }
    watermarkStep = 0;
    return true;
  }

  public void flush() {
    for (int i = 0; i < operators.size(); i++) {
      int step = i;
      measure(
          step,
          () -> {
            operators.get(step).flush(outputs.get(step));
            return true;
          });
    }
  }

  /// Lets the operators see that time goes by.
  public void tick() {
    for (int step = 0; step < operators.size(); step++) {
      operators.get(step).tick(outputs.get(step));
    }
  }

  public List<Operator> operators() {
    return operators;
  }

  @Override
  public void close() {
    operators.forEach(Operator::close);
  }
}
