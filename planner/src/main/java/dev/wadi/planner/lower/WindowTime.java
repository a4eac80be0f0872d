package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Window;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import org.apache.calcite.rel.core.Aggregate;

/// Whether windows can be emitted while the input goes on, and the input as that needs it.
///
/// @param input with watermarks, or without them if they speak of another column: then a bounded
///   input's windows are all emitted at its end
record WindowTime(Plan input, boolean emitsInTime) {

  static WindowTime of(Aggregate aggregate, Relation input, GroupKeys.WindowKey key) {
    return switch (input.times().get(key.timeColumn())) {
      case TimeRole.EventTime _, TimeRole.EmittedEnd _ -> new WindowTime(input.plan(), true);
      case TimeRole.EmittedStart start -> nested(aggregate, input, key, start);
      case TimeRole.OfWindow _ -> atTheEnd(aggregate, input);
      case null -> atTheEnd(aggregate, input);
    };
  }

  private static WindowTime nested(
      Aggregate aggregate, Relation input, GroupKeys.WindowKey key, TimeRole.EmittedStart start) {
    if (!key.tumble().covers(start.tumble())) {
      throw Unsupported.at(
          aggregate,
          ErrorCode.INVALID_WINDOW,
          "windows over the start of other windows must be a multiple of their width",
          "use a multiple, or the windows' end");
    }
    return new WindowTime(input.plan(), true);
  }

  private static WindowTime atTheEnd(Aggregate aggregate, Relation input) {
    if (!input.bounded()) {
      throw noWatermark(aggregate, input);
    }
    boolean windowsBelow =
        input.plan().withInputs().stream()
            .anyMatch(node ->
                node instanceof Plan.WindowAggregate below
                    && below.window() instanceof Window.Tumbling);
    if (windowsBelow) {
      throw Unsupported.at(
          aggregate,
          ErrorCode.INVALID_WATERMARK,
          "windows over other windows must be over their start or end",
          "use window_start or window_end as the time");
    }
    return new WindowTime(Watermarks.without(input.plan()), false);
  }

  private static WadiException noWatermark(Aggregate aggregate, Relation input) {
    return input.hasEventTime()
        ? Unsupported.at(
            aggregate,
            ErrorCode.INVALID_WATERMARK,
            "the windows' time is not the column that the table's watermark is declared for",
            "an input that never ends can be cut into windows only by its event time")
        : Unsupported.at(
            aggregate,
            ErrorCode.INVALID_WATERMARK,
            "windows over an input that never ends need a watermark",
            "declare WATERMARK FOR column [AS expression] in CREATE TABLE");
  }
}
