package dev.wadi.engine.evaluation;

import dev.wadi.sdk.function.FunctionProvider;
import org.apache.arrow.memory.BufferAllocator;

/// What compiled expressions need at run time.
///
/// @param allocator where the memory of results comes from
/// @param functions where functions that are not built in come from
public record EvaluationContext(BufferAllocator allocator, FunctionProvider functions) {}
