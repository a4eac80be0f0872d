package dev.wadi.engine.plan;

import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// A node of a plan. Column references are indexes into the input's schema.
public sealed interface Plan
    permits Plan.Scan,
        Plan.Values,
        Plan.Project,
        Plan.Filter,
        Plan.WindowAggregate,
        Plan.Expand,
        Plan.Union,
        Plan.BroadcastJoin,
        Plan.UpdatingAggregate,
        Plan.UpdatingWindows,
        Plan.StreamJoin,
        Plan.LookupJoin,
        Plan.TemporalJoin,
        Plan.AssignWindows,
        Plan.NetRows,
        Plan.Sort,
        Unnest,
        Plan.Write,
        LatePlan,
        DeadLetters,
        OverPlan,
        CallPlan {
  /// The columns of the output.
  Schema schema();

  List<Plan> inputs();

  /// Reads a connection table.
  ///
  /// @param columns the physical columns that are read, ascending indexes into the table's schema
  /// @param time null if nobody downstream asks for event time
  /// @param changelog whether rows are changed and taken back, and so have no time: then the last
  ///   column of the output is the change kind
  record Scan(TableDefinition table, List<Integer> columns, SourceTime time, boolean changelog)
      implements Plan {
    /// When a row was read; after the table's columns if {@link SourceTime.Arrival} is asked for.
    public static final Field ARRIVAL =
        new Field(
            "$arrival",
            FieldType.notNullable(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
            null);

    public Scan {
      columns = List.copyOf(columns);
    }

    /// Rows that are only added.
    public Scan(TableDefinition table, List<Integer> columns, SourceTime time) {
      this(table, columns, time, false);
    }

    @Override
    public Schema schema() {
      List<Field> all = table.schema().getFields();
      List<Field> read = new ArrayList<>(columns.stream().map(all::get).toList());
      if (time instanceof SourceTime.Arrival) {
        read.add(ARRIVAL);
      }
      if (changelog) {
        read.add(ChangeKind.FIELD);
      }
      return new Schema(read);
    }

    @Override
    public List<Plan> inputs() {
      return List.of();
    }
  }

  /// Fixed rows, written in the SQL (`VALUES`).
  ///
  /// @param rows each a list of literals, one per column
  record Values(List<List<Expression.Literal>> rows, Schema schema) implements Plan {
    public Values {
      rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public List<Plan> inputs() {
      return List.of();
    }
  }

  /// Computes one expression per output column.
  record Project(Plan input, List<Expression> expressions, Schema schema) implements Plan {
    public Project {
      expressions = List.copyOf(expressions);
      if (expressions.size() != schema.getFields().size()) {
        throw new IllegalArgumentException("one expression per column");
      }
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// Keeps the rows for which the condition is true.
  record Filter(Plan input, Expression condition) implements Plan {
    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// Groups by key columns within a window. The output is: the keys, then the window's bounds if it
  /// has any ({@link Window#bounds()}), then one column per aggregate.
  ///
  /// @param change the input's column of change kinds, or -1 if rows are only added. A group all of
  ///   whose rows were taken back is still one: a last call `count(*)` tells it from others
  record WindowAggregate(
      Plan input,
      Window window,
      List<Integer> keys,
      List<AggregateCall> aggregates,
      int change,
      Schema schema)
      implements Plan {
    public WindowAggregate {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
      if (schema.getFields().size() != keys.size() + window.bounds() + aggregates.size()) {
        throw new IllegalArgumentException("keys, window bounds and aggregates make the schema");
      }
    }

    /// Over rows that are only added.
    public WindowAggregate(
        Plan input,
        Window window,
        List<Integer> keys,
        List<AggregateCall> aggregates,
        Schema schema) {
      this(input, window, keys, aggregates, -1, schema);
    }

    /// Whether rows of the input may be taken back.
    public boolean retracting() {
      return change >= 0;
    }

    /// How many of the aggregates are results, and not there to tell when a group is empty.
    public int resultCount() {
      return aggregates.size() - (retracting() ? 1 : 0);
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// Repeats each row, once for each grouping set. The output is: the input's columns; a copy of
  /// each key, null in the sets that lack it; BIGINT constants of the set.
  ///
  /// @param keys columns of the input
  record Expand(Plan input, List<Integer> keys, List<GroupingSet> sets, Schema schema)
      implements Plan {
    public Expand {
      keys = List.copyOf(keys);
      sets = List.copyOf(sets);
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// All rows of all inputs; the inputs have the same types.
  record Union(List<Plan> inputs) implements Plan {
    public Union {
      inputs = List.copyOf(inputs);
    }

    @Override
    public Schema schema() {
      return inputs.getFirst().schema();
    }
  }

  /// Joins a stream with a bounded table that is held in memory by each subtask. The output is the
  /// probe's columns, then the build side's if the kind of join has them.
  ///
  /// @param build bounded; read to its end before the first probe row
  /// @param probeKeys equal to `buildKeys` by `=`: nulls match nothing; without keys every pair is
  ///   looked at
  /// @param residual a further condition over the columns of both sides, or null
  record BroadcastJoin(
      Plan probe,
      Plan build,
      JoinKind kind,
      List<Integer> probeKeys,
      List<Integer> buildKeys,
      Expression residual,
      Schema schema)
      implements Plan {
    public BroadcastJoin {
      probeKeys = List.copyOf(probeKeys);
      buildKeys = List.copyOf(buildKeys);
      if (probeKeys.size() != buildKeys.size()) {
        throw new IllegalArgumentException("as many probe keys as build keys");
      }
    }

    @Override
    public List<Plan> inputs() {
      return List.of(probe, build);
    }
  }

  /// An aggregate whose results change as rows come: emits a changelog. Groups that no row has
  /// touched for longer than the time to live are forgotten without a word.
  ///
  /// @param aggregate over {@link Window.WholeInput}; the count that tells when a group is empty is
  ///   not part of the output
  /// @param ttlMillis in processing time
  /// @param flushMillis how long results are held back, so that many changes become one
  record UpdatingAggregate(
      WindowAggregate aggregate, long ttlMillis, long flushMillis, Schema schema) implements Plan {

    @Override
    public List<Plan> inputs() {
      return aggregate.inputs();
    }
  }

  /// A windowed aggregate whose results change: emitted before their window ends, or once more when
  /// rows come late. Emits a changelog, and forgets a window when it can get no more rows.
  ///
  /// @param aggregate over windows of which a row knows to which it belongs; the count that tells
  ///   when a group is empty is not part of the output
  /// @param latenessMicros how far the watermark may be past a window's end for a row to count
  /// @param earlyMillis after how much processing time the results of open windows are emitted as
  ///   they are, or {@link #AT_THE_END}
  /// @param flushMillis how long changes of windows that have ended are held back
  record UpdatingWindows(
      WindowAggregate aggregate,
      long latenessMicros,
      long earlyMillis,
      long flushMillis,
      Schema schema)
      implements Plan {
    public static final long AT_THE_END = Long.MAX_VALUE;

    public UpdatingWindows {
      boolean known =
          switch (aggregate.window()) {
            case Window.Tumbling _, Window.Hopping _, Window.Monthly _ -> true;
            case Window.Cumulating _, Window.Carried _ -> true;
            case Window.Session _, Window.WholeInput _ -> false;
          };
      if (!known || latenessMicros < 0) {
        throw new IllegalArgumentException(aggregate.window() + ", lateness " + latenessMicros);
      }
    }

    @Override
    public List<Plan> inputs() {
      return aggregate.inputs();
    }
  }

  /// Joins two inputs of which neither has ended: the rows of each are kept to meet those of the
  /// other. The output is the left columns, then the right ones if the kind of match has them, then
  /// the change kind if it is a changelog.
  ///
  /// @param residual a further condition over the left columns and then the right ones, or null
  /// @param changelog whether output rows may be taken back
  record StreamJoin(
      JoinInput left,
      JoinInput right,
      Match match,
      Expression residual,
      boolean changelog,
      Schema schema)
      implements Plan {

    @Override
    public List<Plan> inputs() {
      return List.of(left.plan(), right.plan());
    }
  }

  /// Joins each left row with the version of its key at the row's time: the newest right row whose
  /// time is not later. The output is the left columns, then the right ones.
  ///
  /// @param left kept until a time of the row; preserved if rows without a version stay
  /// @param right kept until the next version
  /// @param residual a further condition over the left columns and then the right ones, or null: it
  ///   does not make an older version count
  record TemporalJoin(JoinInput left, JoinInput right, Expression residual, Schema schema)
      implements Plan {

    @Override
    public List<Plan> inputs() {
      return List.of(left.plan(), right.plan());
    }
  }

  /// One side of a {@link StreamJoin} or a {@link TemporalJoin}.
  ///
  /// @param keys equal to the other side's keys by `=`: nulls match nothing
  /// @param change the column of change kinds, or -1 if rows are only added
  /// @param retention how long rows are kept
  /// @param preserved whether rows without a match are paired with nulls
  record JoinInput(
      Plan plan, List<Integer> keys, int change, Retention retention, boolean preserved) {
    public JoinInput {
      keys = List.copyOf(keys);
    }
  }

  /// What a row of the left side is emitted for.
  enum Match {
    /// Each row that it matches, together with that.
    PAIRS,
    /// Matching anything, once.
    SEMI,
    /// Matching nothing.
    ANTI
  }

  /// How long a row is kept in state.
  sealed interface Retention {
    /// For some processing time, then it is forgotten without a word.
    record Ttl(long millis) implements Retention {}

    /// Until the watermark reaches a time of the row plus a span: then nothing can match it any
    /// more. Only of rows that are just added.
    ///
    /// @param timeColumn a TIMESTAMP column; a row without a time is kept to the end of the input
    record Until(int timeColumn, long plusMicros) implements Retention {}
  }

  /// Joins rows with those that another system has for their keys at that moment: at most one each.
  /// The output is the input's columns, then the table's that are read, if the kind of join has
  /// them.
  ///
  /// @param keys one column for each of the table's primary key, of its type, in its order; nulls
  ///   match nothing
  /// @param residual a further condition over the input's columns and then the table's that are
  ///   read, or null
  record LookupJoin(
      Plan input,
      LookedUp table,
      JoinKind kind,
      List<Integer> keys,
      Expression residual,
      Schema schema)
      implements Plan {
    public LookupJoin {
      keys = List.copyOf(keys);
      if (keys.size() != table.table().primaryKey().size()) {
        throw new IllegalArgumentException("one key for each column of the primary key");
      }
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// Copies each row for each window that it belongs to. The output is the input's columns, then
  /// the window's start and end.
  record AssignWindows(Plan input, Window window, Schema schema) implements Plan {
    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// The rows that are left of a bounded changelog, emitted at its end.
  ///
  /// @param change the input's column of change kinds, which the output does not have
  record NetRows(Plan input, int change) implements Plan {
    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>(input.schema().getFields());
      fields.remove(change);
      return new Schema(fields);
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// Rows in order, on one subtask; those that are equal in all keys by their other columns.
  /// Without keys they stay in the order in which they come.
  ///
  /// @param offset how many of the first rows to leave out
  /// @param limit how many rows to keep then; {@link #UNLIMITED} for all
  record Sort(Plan input, List<SortKey> keys, long offset, long limit, Release release)
      implements Plan {
    public static final long UNLIMITED = Long.MAX_VALUE;

    public Sort {
      keys = List.copyOf(keys);
      if (release instanceof Release.ByTime && (offset > 0 || limit != UNLIMITED)) {
        throw new IllegalArgumentException("rows are not counted over time");
      }
    }

    /// How many rows matter, including those that are left out.
    public long end() {
      return limit > UNLIMITED - offset ? UNLIMITED : offset + limit;
    }

    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// Writes a connection table; the root of a plan.
  ///
  /// @param changelog whether the input's last column, which the table does not have, is the change
  ///   kind
  record Write(Plan input, TableDefinition table, boolean changelog) implements Plan {
    @Override
    public Schema schema() {
      return table.schema();
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  enum JoinKind {
    INNER,
    LEFT,
    /// Probe rows that have a match, once each.
    SEMI,
    /// Probe rows that have none.
    ANTI;

    /// Whether the output has the columns of the build side.
    public boolean pairs() {
      return this == INNER || this == LEFT;
    }
  }

  /// The node and all below it, inputs first.
  default List<Plan> withInputs() {
    List<Plan> all = new ArrayList<>();
    for (Plan input : inputs()) {
      all.addAll(input.withInputs());
    }
    all.add(this);
    return all;
  }
}
