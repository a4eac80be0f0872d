package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.SourceTime;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import org.apache.calcite.rel.core.Aggregate;

/// Whether windows can be emitted while the input goes on, and the input as that needs it.
///
/// @param input with watermarks, or without them if they speak of another column: then a bounded
///   input's windows are all emitted at its end
record WindowTime(Plan input, boolean emitsInTime) {

  static WindowTime of(Aggregate aggregate, Relation input, WindowKey key) {
    return switch (key) {
      case WindowKey.Cut cut -> cut(aggregate, input, cut.window());
      case WindowKey.Carried carried ->
          switch (carried.origin()) {
            case EMITTED, ASSIGNED -> new WindowTime(input.plan(), true);
            case UNORDERED -> atTheEnd(aggregate, input);
          };
    };
  }

  private static WindowTime cut(Aggregate aggregate, Relation input, RowWindow window) {
    return switch (input.times().get(window.timeColumn())) {
      case TimeRole.EventTime _ -> new WindowTime(input.plan(), true);
      case TimeRole.Carried inner when inner.origin() != TimeRole.Origin.UNORDERED -> {
        refuseEarlyBound(aggregate, window.shape(), inner);
        yield new WindowTime(input.plan(), true);
      }
      case TimeRole.Carried _, TimeRole.OfWindow _ -> atTheEnd(aggregate, input);
      case null -> atTheEnd(aggregate, input);
    };
  }

  // Rows of a window come when time has reached its end: then windows that end earlier, but after
  // the bound that is the rows' time, have been emitted.
  private static void refuseEarlyBound(
      Aggregate aggregate, WindowShape outer, TimeRole.Carried inner) {
    boolean fits =
        switch (inner.bound()) {
          case END -> true;
          case TIME -> outer.isInMillis() && inner.shape().isInMillis();
          case START -> inner.origin() == TimeRole.Origin.EMITTED && outer.respects(inner.shape());
        };
    if (!fits) {
      throw Unsupported.at(
          aggregate,
          ErrorCode.INVALID_WINDOW,
          inner.bound() == TimeRole.Bound.START
              ? "windows over the start of other windows must be a multiple of their width"
              : "windows over the last millisecond of other windows must be whole milliseconds",
          "use a multiple, or the windows' end");
    }
  }

  private static WindowTime atTheEnd(Aggregate aggregate, Relation input) {
    if (!input.bounded()) {
      throw noWatermark(aggregate, input);
    }
    boolean windowsBelow =
        input.plan().withInputs().stream()
            .anyMatch(node ->
                node instanceof Plan.UpdatingWindows
                    || node instanceof Plan.WindowAggregate below && below.window().bounds() > 0);
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
    boolean declared =
        input.plan().withInputs().stream()
            .anyMatch(node ->
                node instanceof Plan.Scan scan && scan.time() instanceof SourceTime.Declared);
    return declared
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
