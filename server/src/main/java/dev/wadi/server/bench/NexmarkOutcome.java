package dev.wadi.server.bench;

import java.util.List;
import java.util.OptionalDouble;

/// What came of a query.
public sealed interface NexmarkOutcome {
  String query();

  String description();

  /// A query's best run.
  ///
  /// @param events that were generated
  /// @param wallSeconds from the start of the job to its end
  /// @param cpuSeconds of all threads of the process in that time
  /// @param flinkEventsPerCpuSecond null if it was not measured
  /// @param ratio to Flink, of events per CPU second; null likewise
  record Measured(
      String query,
      String description,
      long events,
      double wallSeconds,
      double cpuSeconds,
      double eventsPerSecond,
      double eventsPerCpuSecond,
      Double flinkEventsPerCpuSecond,
      Double ratio)
      implements NexmarkOutcome {
    static Measured of(NexmarkQuery query, long events, double wall, double cpu) {
      OptionalDouble flink = query.flinkEventsPerCpuSecond();
      return new Measured(
          query.title(),
          query.description(),
          events,
          wall,
          cpu,
          events / wall,
          events / cpu,
          flink.isPresent() ? flink.getAsDouble() : null,
          flink.isPresent() ? events / cpu / flink.getAsDouble() : null);
    }
  }

  /// A query that the planner refuses.
  record Refused(String query, String description, String notSupportedYet)
      implements NexmarkOutcome {}

  /// The geometric mean of the ratios to Flink, if there are any.
  static OptionalDouble meanRatio(List<NexmarkOutcome> outcomes) {
    OptionalDouble logarithm =
        outcomes.stream()
            .filter(outcome -> outcome instanceof Measured measured && measured.ratio() != null)
            .mapToDouble(outcome -> Math.log(((Measured) outcome).ratio()))
            .average();
    return logarithm.isPresent()
        ? OptionalDouble.of(Math.exp(logarithm.getAsDouble()))
        : OptionalDouble.empty();
  }
}
