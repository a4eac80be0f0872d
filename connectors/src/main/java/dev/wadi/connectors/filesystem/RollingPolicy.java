package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.option.ByteSize;
import dev.wadi.connectors.option.TimeSpan;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// When a part file is full.
///
/// @param bytes after how many, about
/// @param nanos after how long since its first row
/// @param idleNanos after how long without another row
record RollingPolicy(long bytes, long nanos, long idleNanos) {
  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  "rolling_policy.file_size",
                  "a part file is finished when it reaches this size, such as '128MB' (default)")
              .taking(OptionValues.TEXT.otherwise("128MB")),
          Option.optional(
                  "rolling_policy.interval",
                  "a part file is finished this long after its first row; '30 seconds' when absent")
              .taking(OptionValues.TEXT.otherwise("30 seconds")),
          Option.optional(
              "rolling_policy.inactivity_interval",
              "a part file is finished when it has got no row for so long; never when absent"));

  private static final long DEFAULT_BYTES = 128L << 20;
  private static final long DEFAULT_NANOS = TimeUnit.SECONDS.toNanos(30);

  static RollingPolicy of(Options options) {
    return new RollingPolicy(
        ByteSize.bytes(options, "rolling_policy.file_size").orElse(DEFAULT_BYTES),
        TimeSpan.nanos(options, "rolling_policy.interval").orElse(DEFAULT_NANOS),
        TimeSpan.nanos(options, "rolling_policy.inactivity_interval").orElse(Long.MAX_VALUE));
  }

  boolean isDue(long partBytes, long partNanos, long partIdleNanos) {
    return partBytes >= bytes || partNanos >= nanos || partIdleNanos >= idleNanos;
  }
}
