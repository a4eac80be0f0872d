package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.GeneratedJava;
import dev.wadi.engine.expression.Operation;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.CallSites;
import dev.wadi.planner.resolve.SqlTypes;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/// Calls without a native kernel, as Java source for one row. Neighbouring calls of this kind
/// become one method; whatever can be computed natively below them is its argument.
final class JavaCode {
  private final RexBuilder builder;
  private final Expressions expressions;
  private final CallSites sites;

  JavaCode(RexBuilder builder, Expressions expressions, CallSites sites) {
    this.builder = builder;
    this.expressions = expressions;
    this.sites = sites;
  }

  Expression generate(RexCall call) {
    List<RexNode> inputs = new ArrayList<>();
    List<Expression> arguments = new ArrayList<>();
    RexNode body = cut(call, inputs, arguments);
    try {
      List<RelDataType> types = inputs.stream().map(RexNode::getType).toList();
      String source = comment(call) + JavaMethod.source(builder, body, types);
      return new GeneratedJava(source, arguments, ArrowTypes.field(call.getType()));
    } catch (JavaMethod.NotTranslatable e) {
      throw unsupported(
          call, "the function %s is not supported", "docs/functions.md has all that there are");
    }
  }

  // For people who read plans. Only letters: Java would look into escapes even here.
  private static String comment(RexCall call) {
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    return "// " + name.replaceAll("[^a-z0-9_ ]", "") + "\n";
  }

  // The call over references to its arguments.
  private RexNode cut(RexCall call, List<RexNode> inputs, List<Expression> arguments) {
    refuseLossOfPrecision(call);
    refuseNested(call);
    refuseMoments(call);
    List<RexNode> operands = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      Optional<Expression> argument =
          operand instanceof RexLiteral ? Optional.empty() : expressions.lowerIfNative(operand);
      if (argument.isPresent()) {
        operands.add(builder.makeInputRef(operand.getType(), inputs.size()));
        inputs.add(operand);
        arguments.add(argument.get());
      } else {
        operands.add(operand instanceof RexCall inner ? cut(inner, inputs, arguments) : operand);
      }
    }
    return call.clone(call.getType(), operands);
  }

  private void refuseLossOfPrecision(RexCall call) {
    if (Milliseconds.loses(call)) {
      throw unsupported(
          call,
          "%s knows milliseconds only, and would cut off the microseconds of a time",
          "cast the time to TIMESTAMP(3) or TIME(3) first, if that is meant");
    }
  }

  // Calcite's code would take a map for a list of entries, and cannot cast arrays and structs.
  private void refuseNested(RexCall call) {
    boolean cast = call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST;
    RexNode first = call.getOperands().isEmpty() ? call : call.getOperands().getFirst();
    if (cast && (NestedValues.isNested(first) || NestedValues.isNested(call))) {
      throw sites.at(
          call.getOperator().getName(),
          new WadiException(
                  ErrorCode.INVALID_CAST,
                  "a value of type %s cannot be cast to %s"
                      .formatted(first.getType(), call.getType()))
              .withHint("convert the values inside one by one"));
    }
    boolean maps =
        NestedValues.hasMap(call.getType())
            || call.getOperands().stream().anyMatch(o -> NestedValues.hasMap(o.getType()));
    if (maps) {
      throw unsupported(
          call,
          "%s of maps is not supported",
          "use their values: map['key'], map_keys, map_values");
    }
  }

  private void refuseMoments(RexCall call) {
    if (SqlTypes.isMoment(call.getType())
        || call.getOperands().stream().anyMatch(operand -> SqlTypes.isMoment(operand.getType()))) {
      throw unsupported(
          call,
          "%s does not know TIMESTAMP WITH LOCAL TIME ZONE",
          "cast the time to TIMESTAMP first");
    }
  }

  private WadiException unsupported(RexCall call, String message, String hint) {
    String name = call.getOperator().getName();
    WadiException error =
        new WadiException(
                ErrorCode.UNSUPPORTED_SQL, message.formatted(name.toLowerCase(Locale.ROOT)))
            .withHint(hint);
    return sites.at(name, error);
  }

  /// A struct of values.
  static Expression struct(List<Expression> values, Field type) {
    List<Expression> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Field field = type.getChildren().get(i);
      Expression value = values.get(i);
      fields.add(
          Types.same(value.type(), field) ? value : new Expression.Cast(value, false, field));
    }
    return new Expression.Call(Operation.STRUCT, fields, type);
  }
}
