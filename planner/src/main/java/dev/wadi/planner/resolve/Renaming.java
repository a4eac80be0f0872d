package dev.wadi.planner.resolve;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexNode;

/// The same rows under other column names.
final class Renaming {
  private Renaming() {}

  static RelNode of(RelNode query, List<String> names) {
    List<RexNode> columns =
        IntStream.range(0, names.size())
            .<RexNode>mapToObj(i -> query.getCluster().getRexBuilder().makeInputRef(query, i))
            .toList();
    return LogicalProject.create(query, List.of(), columns, names, Set.of());
  }
}
