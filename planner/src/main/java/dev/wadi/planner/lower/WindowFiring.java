package dev.wadi.planner.lower;

import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.engine.plan.Plan;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.rel.core.Aggregate;

/// Whether windows are emitted before their end or once more after it, and so change.
record WindowFiring(long latenessMicros, long earlyMillis, long flushMillis) {

  static WindowFiring of(
      PipelineSettings settings, Aggregate aggregate, Relation input, WindowKey key) {
    // Nobody waits for the results of what ends.
    long early =
        settings
            .earlyFire()
            .filter(_ -> !input.bounded())
            .map(interval -> interval.toMillis())
            .orElse(Plan.UpdatingWindows.AT_THE_END);
    WindowFiring firing =
        new WindowFiring(
            TimeUnit.MILLISECONDS.toMicros(settings.allowedLateness().toMillis()),
            early,
            settings.updatingFlush().toMillis());
    if (key instanceof WindowKey.Cut && key.shape() instanceof WindowShape.Session) {
      refuseSessions(aggregate, input, firing);
    }
    return firing;
  }

  // What a session is changes with its rows: those that were emitted would have to be split.
  private static void refuseSessions(Aggregate aggregate, Relation input, WindowFiring firing) {
    if (input.isChangelog()) {
      throw Unsupported.at(
          aggregate,
          "session windows over rows that change and are taken back are not supported",
          "use a window of a fixed width, or sessions below the operation that changes rows");
    }
    if (firing.changes()) {
      throw Unsupported.at(
          aggregate,
          "session windows are emitted once, when they have ended",
          "leave allowed_lateness and early_fire_interval unset");
    }
  }

  boolean changes() {
    return latenessMicros > 0 || earlyMillis != Plan.UpdatingWindows.AT_THE_END;
  }

  Plan updating(Plan.WindowAggregate grouped) {
    return new Plan.UpdatingWindows(
        grouped, latenessMicros, earlyMillis, flushMillis, AggregateLowering.changes(grouped));
  }
}
