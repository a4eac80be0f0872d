package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;

/// Which memory tables are read. What fills one that is not would silently not run.
final class MemoryReaders {
  private final Map<String, Set<String>> namedBy = new HashMap<>();
  private final Set<String> namedByQueries = new HashSet<>();
  private final List<Filled> filled = new ArrayList<>();

  private record Filled(MemoryTable table, SqlNode place) {}

  void view(CreateView view) {
    add(view.name().getSimple(), view);
  }

  void fill(MemoryTable table, SqlInsert insert) {
    add(table.name(), insert.getSource());
    filled.add(new Filled(table, insert.getTargetTable()));
  }

  private void add(String name, SqlNode reads) {
    namedBy.computeIfAbsent(name, _ -> new HashSet<>()).addAll(KnownDefinitions.namesIn(reads));
  }

  void query(SqlNode query) {
    namedByQueries.addAll(KnownDefinitions.namesIn(query));
  }

  /// @throws dev.wadi.sdk.error.WadiException if a memory table is filled for nobody
  void requireAll() {
    Set<String> read = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(namedByQueries);
    while (!next.isEmpty()) {
      String name = next.pop();
      if (read.add(name)) {
        next.addAll(namedBy.getOrDefault(name, Set.of()));
      }
    }
    for (Filled each : filled) {
      if (!read.contains(each.table().name())) {
        throw each.table().unread(each.place());
      }
    }
  }
}
