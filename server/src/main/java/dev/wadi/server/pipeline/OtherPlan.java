package dev.wadi.server.pipeline;

import dev.wadi.engine.checkpoint.Manifest;
import dev.wadi.engine.checkpoint.RestorePoint;
import dev.wadi.engine.checkpoint.StateTransfer;
import dev.wadi.engine.checkpoint.StateTransfer.Difference;
import dev.wadi.engine.dataflow.StateLayout;
import dev.wadi.engine.dataflow.StateLayout.Part;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.planner.PlanPrinter;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;

/// The plan of other SQL beside that of the SQL which a pipeline has.
///
/// @param transfer of the state from one to the other
record OtherPlan(Pipeline before, Pipeline after, StateTransfer transfer) {
  /// @throws WadiException if the other plan has other state, which says where
  void requireSameState(String pipeline) {
    List<String> changes = new ArrayList<>();
    transfer.differences().forEach(each -> changes.add(describe(each)));
    addSinks(changes);
    if (!changes.isEmpty()) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "pipeline '%s' cannot go on with the other SQL: %s"
                  .formatted(pipeline, String.join("; ", changes)))
          .withHint(
              "start another pipeline, or stop this one and send 'ignore_state' with the query: it"
                  + " begins anew then");
    }
  }

  private static String describe(Difference difference) {
    Plan before = difference.before().map(Part::plan).orElse(null);
    Plan after = difference.after().map(Part::plan).orElse(null);
    if (before == null) {
      return after instanceof Plan.Scan scan
          ? "table %s would be read besides".formatted(table(scan.table()))
          : "%s would be new, without the rows that came before".formatted(operator(after));
    }
    if (after == null) {
      return before instanceof Plan.Scan scan
          ? "table %s would be read no more".formatted(table(scan.table()))
          : "%s would be gone".formatted(operator(before));
    }
    return before instanceof Plan.Scan from && after instanceof Plan.Scan to
        ? tables(table(from.table()), table(to.table()))
        : operators(operator(before), operator(after));
  }

  private static String tables(String before, String after) {
    return before.equals(after)
        ? "table %s would be read with other options, or for others".formatted(before)
        : "table %s would be %s".formatted(before, after);
  }

  private static String operators(String before, String after) {
    return before.equals(after)
        ? "%s would get columns that are computed in another way".formatted(before)
        : "%s would be %s".formatted(before, after);
  }

  private static String operator(Plan plan) {
    return "operator '%s'".formatted(PlanPrinter.line(plan));
  }

  private static String table(TableDefinition table) {
    return "'%s' (%s)".formatted(table.name(), table.connectorName());
  }

  // What sinks have prepared is known by their numbers.
  private void addSinks(List<String> changes) {
    for (int i = 0; i < before.sinks().size(); i++) {
      String had = table(before.sinks().get(i).table());
      if (i >= after.sinks().size()) {
        changes.add("sink %s would be gone".formatted(had));
      } else if (!table(after.sinks().get(i).table()).equals(had)) {
        changes.add(
            "sink %s would be %s; new sinks come behind those that are there"
                .formatted(had, table(after.sinks().get(i).table())));
      }
    }
  }

  /// What a job that did not come to a halt with a checkpoint has prepared, only the same sinks can
  /// show.
  ///
  /// @throws WadiException if a sink has changed for which there may be something
  void requireSameSinks(Manifest manifest) {
    for (int i = 0; i < before.sinks().size(); i++) {
      TableDefinition had = before.sinks().get(i).table();
      if (!after.sinks().get(i).table().equals(had) && !manifest.committables(i).isEmpty()) {
        throw new WadiException(
                ErrorCode.CONFLICT,
                "sink %s may have rows to show that are in the last checkpoint"
                    .formatted(table(had)))
            .withHint("restart the pipeline, and change its SQL while it runs");
      }
    }
  }

  /// A checkpoint of the plan before as one of the other plan; the same if it is one already, since
  /// somebody was interrupted who carried it over.
  ///
  /// @throws WadiException if another plan has made it
  Manifest carried(RestorePoint point) {
    Manifest manifest = point.manifest().orElseThrow();
    String fingerprint = PlanCodec.fingerprint(after);
    if (manifest.fingerprint().equals(fingerprint)) {
      return manifest;
    }
    point.requirePlan(PlanCodec.fingerprint(before));
    return transfer.of(manifest, fingerprint);
  }

  static OtherPlan of(
      Pipeline before, StateLayout layoutBefore, Pipeline after, StateLayout layoutAfter) {
    return new OtherPlan(before, after, StateTransfer.between(layoutBefore, layoutAfter));
  }
}
