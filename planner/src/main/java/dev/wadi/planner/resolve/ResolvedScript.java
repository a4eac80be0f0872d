package dev.wadi.planner.resolve;

import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.SourcePosition;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;

/// A script whose names and types are known.
///
/// @param definitions the tables and views that it creates, in order
/// @param queries what it runs or explains, in order
public record ResolvedScript(List<Definition> definitions, List<Query> queries) {
  public ResolvedScript {
    definitions = List.copyOf(definitions);
    queries = List.copyOf(queries);
  }

  public enum Kind {
    TABLE,
    VIEW
  }

  /// @param text the statement as written
  public record Definition(Kind kind, String name, String text) {}

  /// @param rel one field per column of the sink, each of its type
  /// @param sink where the rows go
  /// @param changelogSink whether the sink accepts rows that are changed and taken back
  /// @param columns the query's own names and types, which a preview shows
  /// @param explained whether the query is not to be run
  /// @param position where the statement begins
  /// @param calls where the script calls functions
  public record Query(
      RelNode rel,
      TableDefinition sink,
      boolean changelogSink,
      Schema columns,
      boolean explained,
      SourcePosition position,
      CallSites calls) {}
}
