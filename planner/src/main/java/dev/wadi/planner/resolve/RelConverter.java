package dev.wadi.planner.resolve;

import com.google.common.collect.ImmutableList;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.hint.HintStrategyTable;
import org.apache.calcite.rel.hint.Hintable;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/// Calcite's converter from syntax to relational algebra, which also notes where a join or an
/// aggregation was written: whether one can run is known only later, and then the position is gone.
public final class RelConverter extends SqlToRelConverter {
  private static final String POSITION = "position";
  // The hint stays on the node that it was made for.
  private static final HintStrategyTable HINTS =
      HintStrategyTable.builder().hintStrategy(POSITION, (hint, rel) -> false).build();
  private static final Config CONFIG =
      config()
          .withTrimUnusedFields(false)
          .withExpand(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE)
          .withHintStrategyTable(HINTS)
          // Projections are merged by our own rule, which does not repeat what is costly, and
          // simplified later, when TRY_CAST is safe from that.
          .withRelBuilderConfigTransform(builder -> builder.withBloat(-1).withSimplify(false));

  private final Deque<SqlParserPos> positions = new ArrayDeque<>();
  private final Optional<String> stored;
  private final Parameters parameters;

  /// @param stored the definition that is converted, if that was stored earlier
  /// @param parameters what stands for each `?`
  RelConverter(
      SqlValidator validator,
      Prepare.CatalogReader reader,
      RelOptCluster cluster,
      Optional<String> stored,
      Parameters parameters) {
    super(RelConverter::neverExpanded, validator, reader, cluster, new Convertlets(), CONFIG);
    this.stored = stored;
    this.parameters = parameters;
  }

  private static RelRoot neverExpanded(
      RelDataType rowType, String query, List<String> schemaPath, List<String> viewPath) {
    throw new IllegalStateException("views are tables that translate themselves: " + viewPath);
  }

  /// The error at the beginning of the SQL of a join or an aggregation, if that is known.
  public static WadiException at(RelNode node, WadiException error) {
    return node instanceof Hintable hintable
        ? hintable.getHints().stream()
            .filter(hint -> hint.hintName.equals(POSITION))
            .findFirst()
            .map(hint -> at(hint.listOptions, error))
            .orElse(error)
        : error;
  }

  private static WadiException at(List<String> place, WadiException error) {
    WadiException located =
        error.at(
            Positions.of(
                Integer.parseInt(place.get(0)),
                Integer.parseInt(place.get(1)),
                Integer.parseInt(place.get(2)),
                Integer.parseInt(place.get(3))));
    return place.size() > 4 ? StoredText.error(place.get(4), located) : located;
  }

  private RelNode withPosition(RelNode node) {
    SqlParserPos position = positions.peek();
    if (position == null || !(node instanceof Hintable hintable)) {
      return node;
    }
    List<String> place = new ArrayList<>();
    place.add(String.valueOf(position.getLineNum()));
    place.add(String.valueOf(position.getColumnNum()));
    place.add(String.valueOf(position.getEndLineNum()));
    place.add(String.valueOf(position.getEndColumnNum()));
    stored.ifPresent(place::add);
    RelHint hint = RelHint.builder(POSITION).hintOptions(place).build();
    return hintable.withHints(List.of(hint));
  }

  @Override
  protected RexNode convertExtendedExpression(SqlNode node, Blackboard blackboard) {
    return switch (node) {
      case SqlIntervalLiteral literal when literal.getValue() != null ->
          Intervals.literal(rexBuilder, literal);
      case SqlDynamicParam parameter ->
          parameters.value(rexBuilder, parameter, validator.getValidatedNodeType(parameter));
      default -> super.convertExtendedExpression(node, blackboard);
    };
  }

  // Without another look at the types: where the columns of a set operation are brought to one
  // type, those of a WITH below may differ from what they were validated as, in whether they are
  // null.
  @Override
  public RelRoot convertWith(SqlWith with, boolean top) {
    return convertQueryRecursive(with.body, top, null);
  }

  @Override
  protected void convertFrom(Blackboard blackboard, SqlNode from, List<String> fieldNames) {
    boolean join = from != null && from.getKind() == SqlKind.JOIN;
    if (join) {
      positions.push(from.getParserPosition());
    }
    super.convertFrom(blackboard, from, fieldNames);
    if (fieldNames == null && from != null && isUnnest(from)) {
      List<String> names = validator.getNamespace(from).getRowType().getFieldNames();
      blackboard.setRoot(Renaming.of(blackboard.root(), names), true);
    }
    if (join) {
      positions.pop();
    }
  }

  // Whose columns Calcite gives names of its own.
  private static boolean isUnnest(SqlNode from) {
    return from.getKind() == SqlKind.UNNEST
        || from.getKind() == SqlKind.AS
            && ((SqlCall) from).operandCount() == 2
            && ((SqlCall) from).operand(0).getKind() == SqlKind.UNNEST;
  }

  @Override
  protected RelNode createJoin(
      Blackboard blackboard, RelNode left, RelNode right, RexNode condition, JoinRelType type) {
    return withPosition(super.createJoin(blackboard, left, right, condition, type));
  }

  @Override
  protected void convertSelectImpl(Blackboard blackboard, Blackboard outer, SqlSelect select) {
    boolean grouped = select.getGroup() != null && !select.getGroup().isEmpty();
    positions.push(grouped ? select.getGroup().getParserPosition() : select.getParserPosition());
    super.convertSelectImpl(blackboard, outer, select);
    positions.pop();
  }

  @Override
  protected void convertOrder(
      SqlSelect select,
      Blackboard blackboard,
      RelCollation collation,
      List<SqlNode> orders,
      SqlNode offset,
      SqlNode fetch) {
    super.convertOrder(select, blackboard, collation, orders, offset, fetch);
    Stream.of(orders.isEmpty() ? null : orders.getFirst(), fetch, offset)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(first -> {
          positions.push(first.getParserPosition());
          blackboard.setRoot(withPosition(blackboard.root()), false);
          positions.pop();
        });
  }

  @Override
  protected RelNode createAggregate(
      Blackboard blackboard,
      ImmutableBitSet groupSet,
      ImmutableList<ImmutableBitSet> groupSets,
      List<AggregateCall> calls) {
    boolean grouping =
        calls.stream().anyMatch(call -> call.getAggregation().getKind() == SqlKind.GROUPING);
    return withPosition(
        grouping
            ? aggregated(blackboard.root(), groupSet, groupSets, calls)
            : super.createAggregate(blackboard, groupSet, groupSets, calls));
  }

  // Of rows that are known to be few, Calcite makes constants of the results unless told not to;
  // that of GROUPING is of another type.
  private RelNode aggregated(
      RelNode rows,
      ImmutableBitSet groupSet,
      ImmutableList<ImmutableBitSet> groupSets,
      List<AggregateCall> calls) {
    RelBuilder builder =
        CONFIG
            .getRelBuilderFactory()
            .create(cluster, null)
            .transform(CONFIG.getRelBuilderConfigTransform())
            .transform(config -> config.withAggregateUnique(true))
            .push(rows);
    return builder.aggregate(builder.groupKey(groupSet, groupSets), calls).build();
  }
}
