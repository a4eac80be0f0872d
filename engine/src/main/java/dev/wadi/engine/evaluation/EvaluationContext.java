package dev.wadi.engine.evaluation;

import dev.wadi.sdk.function.FunctionProvider;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/// What compiled expressions need at run time.
///
/// @param allocator where the memory of results comes from
/// @param functions where functions that are not built in come from
/// @param dropped where rows go that are to be left out, if that is possible here
public record EvaluationContext(
    BufferAllocator allocator, FunctionProvider functions, Optional<DroppedRows> dropped) {
  public EvaluationContext(BufferAllocator allocator, FunctionProvider functions) {
    this(allocator, functions, Optional.empty());
  }
}
