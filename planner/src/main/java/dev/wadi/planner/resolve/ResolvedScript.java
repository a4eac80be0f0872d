package dev.wadi.planner.resolve;

import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.planner.parse.syntax.Explain;
import dev.wadi.planner.parse.syntax.ObjectKind;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.SourcePosition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;

/// A script whose names and types are known.
///
/// @param definitions the tables, views and functions that it creates, in order
/// @param dropped what was defined earlier and dropped by it
/// @param definesOnly whether its statements only create and drop
/// @param steps what it runs, explains or lists, in order
/// @param settings what it sets
/// @param deadLetters what writes all that is left out, if a table is named for that
public record ResolvedScript(
    List<Definition> definitions,
    List<Definition> dropped,
    boolean definesOnly,
    List<Step> steps,
    PipelineSettings settings,
    Optional<Query> deadLetters) {
  public ResolvedScript {
    definitions = List.copyOf(definitions);
    dropped = List.copyOf(dropped);
    steps = List.copyOf(steps);
  }

  /// @param text the statement as written
  public record Definition(ObjectKind kind, String name, String text) {}

  /// A statement that yields rows.
  public sealed interface Step {}

  /// @param rel one field per column of the sink, each of its type
  /// @param sink where the rows go
  /// @param changelogSink whether the sink accepts rows that are changed and taken back
  /// @param columns the query's own names and types, which a preview shows
  /// @param explained how the query is explained; empty if it is just run
  /// @param position where the statement begins
  /// @param calls where the script calls functions
  /// @param late what writes the late rows of tables that are read: a query that takes all rows
  public record Query(
      RelNode rel,
      TableDefinition sink,
      boolean changelogSink,
      Schema columns,
      Optional<Explain.Mode> explained,
      SourcePosition position,
      CallSites calls,
      Map<TableDefinition, Query> late)
      implements Step {
    public Query {
      late = Collections.unmodifiableMap(new LinkedHashMap<>(late));
    }

    /// Whether its rows are only shown.
    public boolean isPreview() {
      return sink.connector().equals(InsertResolver.PREVIEW);
    }

    Query with(Map<TableDefinition, Query> lateRows) {
      return new Query(rel, sink, changelogSink, columns, explained, position, calls, lateRows);
    }
  }

  /// What `DESCRIBE` is asked for.
  public record Description(Schema columns) implements Step {}

  /// What `ALTER PIPELINE` asks for, as {@link dev.wadi.planner.PlannedScript.Upgrade} says.
  ///
  /// @param position where the statement begins
  public record Upgrade(
      String pipeline, String plugin, Optional<String> version, SourcePosition position)
      implements Step {}

  /// What `SHOW` says.
  ///
  /// @param name of the statement, in lower case
  /// @param rows texts, null where there is nothing to say
  public record Listing(String name, List<String> columns, List<List<String>> rows)
      implements Step {}
}
