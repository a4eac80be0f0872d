package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Optionality;

/// An aggregate function under one of its names, as Calcite sees it.
public final class AggregateOperator extends SqlAggFunction {
  private static final List<AggregateOperator> ALL =
      Stream.of(BuiltInAggregate.values())
          .flatMap(aggregate ->
              aggregate.names().stream().map(name -> new AggregateOperator(name, aggregate)))
          .toList();

  private final BuiltInAggregate aggregate;

  private AggregateOperator(String name, BuiltInAggregate aggregate) {
    super(
        name,
        null,
        kind(aggregate),
        binding -> resultType(aggregate, binding),
        null,
        new Arguments(aggregate),
        SqlFunctionCategory.USER_DEFINED_FUNCTION,
        false,
        false,
        aggregate.isOrdered() ? Optionality.OPTIONAL : Optionality.FORBIDDEN);
    this.aggregate = aggregate;
  }

  // The kinds that Calcite's own rules know.
  private static SqlKind kind(BuiltInAggregate aggregate) {
    return switch (aggregate) {
      case SUM -> SqlKind.SUM;
      case AVG -> SqlKind.AVG;
      case MIN -> SqlKind.MIN;
      case MAX -> SqlKind.MAX;
      case FIRST_VALUE -> SqlKind.FIRST_VALUE;
      case LAST_VALUE -> SqlKind.LAST_VALUE;
      default -> SqlKind.OTHER_FUNCTION;
    };
  }

  /// All names of all aggregates.
  static List<AggregateOperator> all() {
    return ALL;
  }

  /// The aggregate of a name, whatever its case.
  static Optional<AggregateOperator> find(String name) {
    return ALL.stream().filter(operator -> operator.getName().equalsIgnoreCase(name)).findFirst();
  }

  public BuiltInAggregate aggregate() {
    return aggregate;
  }

  @Override
  public boolean allowsFilter() {
    return true;
  }

  @Override
  public boolean allowsNullTreatment() {
    return aggregate.isOrdered();
  }

  private static RelDataType resultType(BuiltInAggregate aggregate, SqlOperatorBinding binding) {
    RelDataTypeFactory factory = binding.getTypeFactory();
    RelDataType argument = binding.getOperandType(0);
    RelDataType type =
        switch (aggregate.result()) {
          case COUNT -> factory.createSqlType(SqlTypeName.BIGINT);
          case SUM -> SqlTypes.FACTORY.getTypeSystem().deriveSumType(factory, argument);
          case MEAN ->
              SqlTypeUtil.isInterval(argument)
                  ? argument
                  : factory.createSqlType(SqlTypeName.DOUBLE);
          case DOUBLE, STATISTIC -> factory.createSqlType(SqlTypeName.DOUBLE);
          case TEXT -> factory.createSqlType(SqlTypeName.VARCHAR);
          case ARGUMENT -> argument;
          case ARRAY -> factory.createArrayType(argument, -1);
        };
    return factory.createTypeWithNullability(type, isNullable(aggregate, binding));
  }

  private static boolean isNullable(BuiltInAggregate aggregate, SqlOperatorBinding binding) {
    boolean noRows = binding.hasEmptyGroup() || binding.hasFilter();
    return switch (aggregate.result()) {
      case COUNT -> false;
      case STATISTIC -> true;
      case ARRAY -> noRows;
      case SUM, MEAN, DOUBLE, TEXT, ARGUMENT ->
          noRows || binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
    };
  }

  private record Arguments(BuiltInAggregate aggregate) implements SqlOperandTypeChecker {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      List<RelDataType> given = binding.collectOperandTypes();
      boolean fits = given.size() >= aggregate.least();
      for (int i = 0; i < given.size() && fits; i++) {
        fits = aggregate.arguments().get(i).takes(given.get(i));
      }
      if (!fits && throwOnFailure) {
        throw wrongArguments(binding, given);
      }
      for (int i = 0; i < given.size() && fits; i++) {
        refuseFault(aggregate.arguments().get(i), binding.operand(i));
      }
      return fits;
    }

    private static void refuseFault(AggregateArgument argument, SqlNode operand) {
      String fault = argument.fault(operand);
      if (fault != null) {
        throw new WadiException(ErrorCode.INVALID_ARGUMENT, fault)
            .at(Positions.of(operand.getParserPosition()));
      }
    }

    private WadiException wrongArguments(SqlCallBinding binding, List<RelDataType> given) {
      String name = binding.getOperator().getName();
      String types = given.stream().map(RelDataType::toString).collect(Collectors.joining(", "));
      return new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "the aggregate '%s' does not take these arguments: (%s)".formatted(name, types))
          .withHint("there is " + aggregate.signature(name))
          .at(Positions.of(binding.getCall().getParserPosition()));
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.between(aggregate.least(), aggregate.arguments().size());
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
      return aggregate.signature(name);
    }
  }
}
