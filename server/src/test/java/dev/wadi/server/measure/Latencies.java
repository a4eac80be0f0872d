package dev.wadi.server.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How long requests took that were sent at a steady rate.
///
/// @param nanos of each, from when it was due, so that waiting for a slow server counts
/// @param errors what went wrong
record Latencies(List<Long> nanos, List<String> errors) {
  private static final double NANOS_PER_MILLI = 1e6;

  private double millis(double share) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    int place = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.clamp(place, 0, sorted.length - 1)] / NANOS_PER_MILLI;
  }

  @Override
  public String toString() {
    if (nanos.isEmpty()) {
      return "no answers, %d errors".formatted(errors.size());
    }
    double mean =
        Arrays.stream(nanos.toArray(Long[]::new)).mapToLong(Long::longValue).average().orElse(0);
    return String.format(
        Locale.ROOT,
        "%,d answers, %d errors; ms: mean %.1f, p50 %.1f, p90 %.1f, p99 %.1f, max %.1f",
        nanos.size(),
        errors.size(),
        mean / NANOS_PER_MILLI,
        millis(0.5),
        millis(0.9),
        millis(0.99),
        millis(1));
  }
}
