package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Makes projections, or finds that none is needed.
final class Plans {
  /// The change kind of rows that are only added.
  static final Expression INSERTED =
      new Expression.Literal(
          String.valueOf(ChangeKind.INSERT.code()), Types.unnamed(ChangeKind.FIELD));

  private Plans() {}

  /// The expressions over the input. A projection that only picks columns of another one picks
  /// expressions there; one that keeps all columns in order is left out.
  static Plan project(Plan input, List<Expression> expressions, List<String> names) {
    boolean picks = expressions.stream().allMatch(InputColumn.class::isInstance);
    if (picks && isIdentity(expressions, input.schema().getFields().size())) {
      return input;
    }
    if (picks && input instanceof Plan.Project lower) {
      List<Expression> picked =
          expressions.stream()
              .map(column -> lower.expressions().get(((InputColumn) column).index()))
              .toList();
      return project(lower.input(), picked, names);
    }
    return new Plan.Project(input, expressions, schema(expressions, names));
  }

  private static boolean isIdentity(List<Expression> columns, int inputSize) {
    if (columns.size() != inputSize) {
      return false;
    }
    for (int i = 0; i < inputSize; i++) {
      if (((InputColumn) columns.get(i)).index() != i) {
        return false;
      }
    }
    return true;
  }

  private static Schema schema(List<Expression> expressions, List<String> names) {
    Field[] fields = new Field[expressions.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = Types.named(names.get(i), expressions.get(i).type());
    }
    return new Schema(List.of(fields));
  }
}
