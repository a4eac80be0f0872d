package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.Script;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// What stands for the `?` of a script, counted through all of its statements: a value each, which
/// becomes a constant of the tree; or, while a script is only being prepared, nothing yet, and then
/// this is where their types are found. Values never become text of the script.
public final class Parameters {
  private enum Mode {
    NONE,
    UNKNOWN,
    KNOWN
  }

  private final Mode mode;
  private final List<?> values;
  private final Map<Integer, RelDataType> types = new TreeMap<>();

  private Parameters(Mode mode, List<?> values) {
    this.mode = mode;
    this.values = values;
  }

  /// For a script that has to stand for itself.
  public static Parameters none() {
    return new Parameters(Mode.NONE, List.of());
  }

  /// For a script whose values come later.
  public static Parameters unknown() {
    return new Parameters(Mode.UNKNOWN, List.of());
  }

  /// @param values null, or what {@link ParameterValue} takes
  public static Parameters of(List<?> values) {
    return new Parameters(Mode.KNOWN, values);
  }

  /// @throws WadiException if there are more or fewer values than places for them
  public void check(Script script) {
    List<SqlDynamicParam> places = new ArrayList<>();
    script.statements().forEach(statement -> places.addAll(in(statement.tree())));
    if (mode == Mode.NONE && !places.isEmpty()) {
      throw new WadiException(ErrorCode.INVALID_SQL, "there is no value for this parameter")
          .withHint("only prepared statements have parameters")
          .at(Positions.of(places.getFirst().getParserPosition()));
    }
    if (mode == Mode.KNOWN && places.size() != values.size()) {
      throw new WadiException(
              ErrorCode.INVALID_SQL,
              "the statement has %d parameters, but %d values were given"
                  .formatted(places.size(), values.size()))
          .withHint("give a value for each '?'");
    }
  }

  static List<SqlDynamicParam> in(SqlNode tree) {
    List<SqlDynamicParam> found = new ArrayList<>();
    tree.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlDynamicParam parameter) {
            found.add(parameter);
            return null;
          }
        });
    return found;
  }

  /// A definition is kept as text, in which a parameter would have no value.
  static void refuseIn(SqlNode definition) {
    in(definition).stream()
        .findFirst()
        .ifPresent(parameter -> {
          throw new WadiException(
                  ErrorCode.UNSUPPORTED_SQL, "a parameter in a definition is not supported")
              .withHint("write the value itself")
              .at(Positions.of(parameter.getParserPosition()));
        });
  }

  /// A parameter as an expression.
  RexNode value(RexBuilder builder, SqlDynamicParam parameter, RelDataType type) {
    if (type.getSqlTypeName() == SqlTypeName.NULL || type.getSqlTypeName() == SqlTypeName.UNKNOWN) {
      throw new WadiException(ErrorCode.TYPE_MISMATCH, "the type of this parameter is not known")
          .withHint("say it: CAST(? AS type)")
          .at(Positions.of(parameter.getParserPosition()));
    }
    types.put(parameter.getIndex(), type);
    return mode == Mode.UNKNOWN
        ? builder.makeDynamicParam(type, parameter.getIndex())
        : ParameterValue.of(values.get(parameter.getIndex()), type, builder, parameter);
  }

  /// Their types, once the script is resolved.
  public Schema types() {
    List<Field> fields = new ArrayList<>();
    types.forEach((index, type) -> fields.add(ArrowTypes.field("parameter_" + (index + 1), type)));
    return new Schema(fields);
  }

  /// An optimized tree that can be lowered, to find out what its rows are like: with a value for
  /// each parameter that has none yet. No rule has seen these values.
  public RelNode anyValues(RelNode query) {
    if (mode != Mode.UNKNOWN) {
      return query;
    }
    RexBuilder builder = query.getCluster().getRexBuilder();
    var values =
        new RexShuttle() {
          @Override
          public RexNode visitDynamicParam(RexDynamicParam parameter) {
            RelDataType type = parameter.getType();
            return SqlTypeUtil.isNumeric(type)
                ? builder.makeCast(type, builder.makeExactLiteral(BigDecimal.ONE), true, false)
                : builder.makeNullLiteral(type);
          }
        };
    return query.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            return super.visit(other).accept(values);
          }
        });
  }
}
