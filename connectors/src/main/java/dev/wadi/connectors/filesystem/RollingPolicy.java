package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.option.ByteSize;
import dev.wadi.connectors.option.TimeSpan;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import java.util.List;

/// When a part file is full.
///
/// @param bytes after how many, about
/// @param nanos after how long since its first row
record RollingPolicy(long bytes, long nanos) {
  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  "rolling_policy.file_size",
                  "a part file is finished when it reaches this size, such as '128MB' (default)")
              .taking(OptionValues.TEXT.otherwise("128MB")),
          Option.optional(
              "rolling_policy.interval",
              "a part file is finished this long after its first row; never when absent"));

  private static final long DEFAULT_BYTES = 128L << 20;

  static RollingPolicy of(Options options) {
    return new RollingPolicy(
        ByteSize.bytes(options, "rolling_policy.file_size").orElse(DEFAULT_BYTES),
        TimeSpan.nanos(options, "rolling_policy.interval").orElse(Long.MAX_VALUE));
  }

  boolean isDue(long partBytes, long partNanos) {
    return partBytes >= bytes || partNanos >= nanos;
  }
}
