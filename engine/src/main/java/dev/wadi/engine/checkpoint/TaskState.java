package dev.wadi.engine.checkpoint;

import dev.wadi.engine.dataflow.SplitState;
import java.util.List;
import java.util.Map;

/// What one task saves for a checkpoint. Nothing of it changes afterwards.
///
/// @param ended whether its input has come to its end and it has nothing more to do
/// @param splits how far its source has read
/// @param operators the state of its operators, by step, as {@link StateStream} writes it; of those
///   that have any
/// @param outputs what its sinks have prepared
public record TaskState(
    boolean ended,
    List<SplitState> splits,
    Map<Integer, ByteSequence> operators,
    List<Manifest.Output> outputs) {
  public TaskState {
    splits = List.copyOf(splits);
    operators = Map.copyOf(operators);
    outputs = List.copyOf(outputs);
  }
}
