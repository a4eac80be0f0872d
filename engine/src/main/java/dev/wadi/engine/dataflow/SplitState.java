package dev.wadi.engine.dataflow;

import dev.wadi.sdk.connector.Source;

/// How far a split was read.
///
/// @param split with the position from which to go on
/// @param watermarkMicros of its rows so far, `Long.MIN_VALUE` before the first
/// @param ended whether it is exhausted
public record SplitState(Source.Split split, long watermarkMicros, boolean ended) {
  public static SplitState start(Source.Split split) {
    return new SplitState(split, Long.MIN_VALUE, false);
  }
}
