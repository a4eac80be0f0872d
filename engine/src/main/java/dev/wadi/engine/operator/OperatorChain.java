package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import java.util.ArrayList;
import java.util.List;

/// Consecutive operators on one subtask, without queues between them: a batch goes through all of
/// them in one call.
public final class OperatorChain implements AutoCloseable {
  private final List<Operator> operators;
  private final List<Operator.Output> outputs = new ArrayList<>();
  private int watermarkStep;

  /// @param tail where the last operator's results go
  public OperatorChain(List<Operator> operators, Operator.Output tail) {
    this.operators = List.copyOf(operators);
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
      operators.get(step).process(input, batch, outputs.get(step));
    }
  }

  /// Takes a watermark through all operators in turn.
  ///
  /// @return false if there is more to emit first: repeat the call with the same watermark
  public boolean watermark(long micros) {
    while (watermarkStep < operators.size()) {
      if (!operators.get(watermarkStep).watermark(micros, outputs.get(watermarkStep))) {
        return false;
      }
      watermarkStep++;
    }
    watermarkStep = 0;
    return true;
  }

  public void flush() {
    for (int i = 0; i < operators.size(); i++) {
      operators.get(i).flush(outputs.get(i));
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
