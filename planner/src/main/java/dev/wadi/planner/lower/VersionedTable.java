package dev.wadi.planner.lower;

import dev.wadi.planner.resolve.ConnectionTable;
import dev.wadi.sdk.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;

/// A table whose rows are versions: each is valid from its event time to that of the next one with
/// the same primary key.
///
/// @param keys which fields of the relation are the primary key, in its order
record VersionedTable(ConnectionTable table, List<Integer> keys) {

  /// @param join for errors
  /// @param rows the table, perhaps through a view
  static VersionedTable of(Join join, RelNode rows) {
    VersionedTable table =
        of(rows)
            .orElseThrow(() ->
                Unsupported.at(
                    join,
                    "FOR SYSTEM_TIME AS OF needs a table, or a view that filters or renames one,"
                        + " and all of its primary key",
                    "join the table itself, and compute outside of it"));
    if (table.keys().isEmpty()) {
      throw Unsupported.at(
          join,
          ErrorCode.INVALID_SQL,
          "table '%s' has no versions, as it has no primary key".formatted(table.table().name()),
          "declare PRIMARY KEY: its rows with the same key are versions, one after the other");
    }
    if (table.table().time().isEmpty()) {
      throw Unsupported.at(
          join,
          ErrorCode.INVALID_WATERMARK,
          "table '%s' does not say from when on a version is valid".formatted(table.table().name()),
          "declare WATERMARK FOR a column of its CREATE TABLE");
    }
    return table;
  }

  private static Optional<VersionedTable> of(RelNode rows) {
    return switch (rows) {
      case TableScan scan -> Optional.of(of(scan));
      case Filter filter -> of(filter.getInput());
      case Project project -> of(project.getInput()).flatMap(below -> below.through(project));
      default -> Optional.empty();
    };
  }

  private static VersionedTable of(TableScan scan) {
    ConnectionTable table = scan.getTable().unwrap(ConnectionTable.class);
    List<String> names = scan.getRowType().getFieldNames();
    return new VersionedTable(table, table.primaryKey().stream().map(names::indexOf).toList());
  }

  // Empty if the projection does not pass the whole key on.
  private Optional<VersionedTable> through(Project project) {
    List<Integer> passed = keys.stream().map(key -> place(project, key)).toList();
    return passed.contains(-1) ? Optional.empty() : Optional.of(new VersionedTable(table, passed));
  }

  private static int place(Project project, int field) {
    return IntStream.range(0, project.getProjects().size())
        .filter(i ->
            project.getProjects().get(i) instanceof RexInputRef reference
                && reference.getIndex() == field)
        .findFirst()
        .orElse(-1);
  }
}
