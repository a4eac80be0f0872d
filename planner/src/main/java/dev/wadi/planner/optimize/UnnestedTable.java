package dev.wadi.planner.optimize;

import dev.wadi.planner.resolve.UnnestClause;
import dev.wadi.planner.resolve.UnnestFunction;
import dev.wadi.planner.resolve.UserFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.type.SqlTypeName;

/// UNNEST where a table is: `t CROSS JOIN UNNEST(t.array) AS x (item)`, and table functions in its
/// place.
final class UnnestedTable {
  private UnnestedTable() {}

  /// A relation to which items were added.
  ///
  /// @param item the field of the first item, which the others and their place follow
  record Added(RelNode rel, int item) {}

  // Adds what a table function makes to the rows that its arguments are computed from.
  private static Added add(RelNode input, RexCall call, UserFunction function, boolean outer) {
    RexBuilder builder = input.getCluster().getRexBuilder();
    RelDataTypeFactory types = builder.getTypeFactory();
    RelDataTypeFactory.Builder row = types.builder().addAll(input.getRowType().getFieldList());
    for (RelDataTypeField column : call.getType().getComponentType().getFieldList()) {
      boolean nullable = outer || column.getType().isNullable();
      row.add(column.getName(), types.createTypeWithNullability(column.getType(), nullable));
    }
    RexNode called =
        outer
            ? builder.makeCall(call.getType(), function.withOuterRows(), call.getOperands())
            : call;
    RelNode scan =
        LogicalTableFunctionScan.create(
            input.getCluster(), List.of(input), called, null, row.build(), null);
    return new Added(scan, input.getRowType().getFieldCount());
  }

  private static Added add(RelNode input, List<RexNode> arrays, boolean ordinality, boolean outer) {
    return arrays.getFirst() instanceof RexCall call
            && call.getOperator() instanceof UserFunction function
            && function.signature().givesRows()
        ? add(input, call, function, outer)
        : add(input, arrays, new UnnestFunction(ordinality, outer));
  }

  /// Adds the items of arrays to the rows that they are computed from.
  ///
  /// @param arrays over the fields of the input
  static Added add(RelNode input, List<RexNode> arrays, UnnestFunction function) {
    RexBuilder builder = input.getCluster().getRexBuilder();
    RelDataTypeFactory types = builder.getTypeFactory();
    int width = input.getRowType().getFieldCount();
    List<RexNode> computed =
        arrays.stream().filter(array -> !(array instanceof RexInputRef)).toList();
    RelNode withArrays = computed.isEmpty() ? input : withArrays(input, computed, builder);
    RelDataTypeFactory.Builder row = types.builder().addAll(withArrays.getRowType().getFieldList());
    List<RexNode> references = new ArrayList<>();
    for (RexNode array : arrays) {
      references.add(
          array instanceof RexInputRef
              ? array
              : builder.makeInputRef(withArrays, width + computed.indexOf(array)));
      RelDataType item = UnnestClause.itemType(array.getType());
      boolean nullable = function.outer() || arrays.size() > 1 || item.isNullable();
      row.add("$item" + references.size(), types.createTypeWithNullability(item, nullable));
    }
    if (function.ordinality()) {
      row.add(
          "$place",
          types.createTypeWithNullability(
              types.createSqlType(SqlTypeName.BIGINT), function.outer()));
    }
    RexNode call =
        builder.makeCall(UnnestClause.itemType(arrays.getFirst().getType()), function, references);
    RelNode scan =
        LogicalTableFunctionScan.create(
            input.getCluster(), List.of(withArrays), call, null, row.build(), null);
    return new Added(scan, withArrays.getRowType().getFieldCount());
  }

  private static RelNode withArrays(RelNode input, List<RexNode> arrays, RexBuilder builder) {
    List<RexNode> fields = new ArrayList<>(builder.identityProjects(input.getRowType()));
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    for (RexNode array : arrays) {
      fields.add(array);
      names.add("$array" + fields.size());
    }
    return LogicalProject.create(input, List.of(), fields, names, Set.of());
  }

  /// The fields of an Uncollect, from what was added.
  private static List<RexNode> fields(Uncollect uncollect, Added added, RexBuilder builder) {
    List<RexNode> values = new ArrayList<>();
    for (int i = added.item(); i < added.rel().getRowType().getFieldCount(); i++) {
      RexNode value = builder.makeInputRef(added.rel(), i);
      if (value.getType().isStruct() && !isTableFunction(added)) {
        int parts = value.getType().getFieldCount();
        IntStream.range(0, parts).forEach(p -> values.add(builder.makeFieldAccess(value, p)));
      } else {
        values.add(value);
      }
    }
    List<RelDataTypeField> wanted = uncollect.getRowType().getFieldList();
    return IntStream.range(0, wanted.size())
        .mapToObj(i -> as(wanted.get(i).getType(), values.get(i), builder))
        .toList();
  }

  // Whose columns are fields already.
  private static boolean isTableFunction(Added added) {
    return ((RexCall) ((TableFunctionScan) added.rel()).getCall()).getOperator()
        instanceof UserFunction;
  }

  static RexNode as(RelDataType type, RexNode value, RexBuilder builder) {
    return value.getType().equals(type) ? value : builder.makeAbstractCast(type, value, false);
  }

  private static List<RexNode> arrays(Uncollect uncollect) {
    return ((Project) uncollect.getInput())
        .getProjects().stream().map(UnnestClause::withoutMark).toList();
  }

  /// Of arrays that do not come from another table.
  static RelNode of(Uncollect uncollect) {
    RexBuilder builder = uncollect.getCluster().getRexBuilder();
    RelNode one = ((Project) uncollect.getInput()).getInput();
    Added added = add(one, arrays(uncollect), uncollect.withOrdinality, false);
    return LogicalProject.create(
        added.rel(),
        List.of(),
        fields(uncollect, added, builder),
        uncollect.getRowType(),
        Set.of());
  }

  /// Empty if the correlation is about something else.
  static Optional<RelNode> of(Correlate correlate) {
    RelNode right = correlate.getRight();
    List<RelNode> above = new ArrayList<>();
    while (right instanceof Project || right instanceof Filter) {
      above.addFirst(right);
      right = right.getInput(0);
    }
    boolean fits =
        right instanceof Uncollect uncollect
            && uncollect.getInput() instanceof Project arrays
            && arrays.getInput() instanceof Values;
    boolean inner = correlate.getJoinType() == JoinRelType.INNER;
    boolean filtered = above.stream().anyMatch(Filter.class::isInstance);
    return fits && (inner || correlate.getJoinType() == JoinRelType.LEFT && !filtered)
        ? Optional.of(joined(correlate, (Uncollect) right, above, !inner))
        : Optional.empty();
  }

  private static RelNode joined(
      Correlate correlate, Uncollect uncollect, List<RelNode> above, boolean outer) {
    RexBuilder builder = correlate.getCluster().getRexBuilder();
    RelNode left = correlate.getLeft();
    int width = left.getRowType().getFieldCount();
    OuterFields outerFields = new OuterFields(correlate, List.of(), builder);
    List<RexNode> arrays =
        arrays(uncollect).stream().map(array -> array.accept(outerFields)).toList();
    Added added = add(left, arrays, uncollect.withOrdinality, outer);
    RelNode rows = added.rel();
    List<RexNode> fields = fields(uncollect, added, builder);
    for (RelNode step : above) {
      OuterFields rewriting = new OuterFields(correlate, fields, builder);
      switch (step) {
        case Filter filter ->
            rows = LogicalFilter.create(rows, filter.getCondition().accept(rewriting));
        case Project project ->
            fields = project.getProjects().stream().map(value -> value.accept(rewriting)).toList();
        default -> throw new IllegalStateException("neither a filter nor a projection: " + step);
      }
    }
    List<RexNode> all = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      all.add(builder.makeInputRef(rows, i));
    }
    for (int i = 0; i < fields.size(); i++) {
      RelDataType type = correlate.getRowType().getFieldList().get(width + i).getType();
      all.add(as(type, fields.get(i), builder));
    }
    return LogicalProject.create(rows, List.of(), all, correlate.getRowType(), Set.of());
  }

  /// References to the outer row become fields of the left side, which keep their places; those to
  /// the unnested row become its values.
  private static final class OuterFields extends RexShuttle {
    private final Correlate correlate;
    private final List<RexNode> fields;
    private final RexBuilder builder;

    private OuterFields(Correlate correlate, List<RexNode> fields, RexBuilder builder) {
      this.correlate = correlate;
      this.fields = fields;
      this.builder = builder;
    }

    @Override
    public RexNode visitInputRef(RexInputRef reference) {
      return fields.get(reference.getIndex());
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      return access.getReferenceExpr() instanceof RexCorrelVariable variable
              && variable.id.equals(correlate.getCorrelationId())
          ? builder.makeInputRef(correlate.getLeft(), access.getField().getIndex())
          : super.visitFieldAccess(access);
    }
  }
}
