package dev.wadi.planner;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.BuiltInCall;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Expression.Case;
import dev.wadi.engine.expression.Expression.Cast;
import dev.wadi.engine.expression.Expression.FunctionCall;
import dev.wadi.engine.expression.Expression.GeneratedJava;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.expression.Expression.Literal;
import dev.wadi.engine.function.BuiltInFunctions;
import dev.wadi.engine.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Expressions as text, with the names of their input's columns.
final class ExpressionPrinter {
  private static final Pattern FIRST_COMMENT = Pattern.compile("\\A// (.*)");

  private final Schema input;

  ExpressionPrinter(Schema input) {
    this.input = input;
  }

  static ExpressionPrinter of(Plan input) {
    return new ExpressionPrinter(input.schema());
  }

  /// A column's name, with its number if another one has the same.
  String column(int index) {
    String name = input.getFields().get(index).getName();
    long same = input.getFields().stream().filter(f -> f.getName().equals(name)).count();
    return same == 1 ? name : name + "#" + index;
  }

  String print(Expression expression) {
    return switch (expression) {
      case InputColumn column -> column(column.index());
      case Literal literal -> literal(literal);
      case Call call -> call(call);
      case Case choice -> choice(choice);
      case Cast cast ->
          "%s(%s as %s)"
              .formatted(
                  cast.safe() ? "try_cast" : "cast",
                  print(cast.argument()),
                  TypePrinter.print(cast.type()));
      case GeneratedJava java -> name(java) + arguments(java.arguments());
      case BuiltInCall call -> name(call) + arguments(call.arguments());
      case FunctionCall call -> function(call);
    };
  }

  private String call(Call call) {
    String operator = operator(call);
    return operator == null
        ? call.operation().name().toLowerCase(Locale.ROOT) + arguments(call.arguments())
        : call.arguments().stream()
            .map(this::print)
            .collect(Collectors.joining(" " + operator + " ", "(", ")"));
  }

  private static String operator(Call call) {
    return switch (call.operation()) {
      case ADD -> "+";
      case SUBTRACT -> "-";
      case MULTIPLY -> "*";
      case DIVIDE -> "/";
      case MODULO -> "%";
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
      case AND -> "and";
      case OR -> "or";
      case LIKE -> call.arguments().size() == 2 ? "like" : null;
      case CONCAT -> "||";
      default -> null;
    };
  }

  private String arguments(List<Expression> arguments) {
    return arguments.stream().map(this::print).collect(Collectors.joining(", ", "(", ")"));
  }

  private String choice(Case choice) {
    StringBuilder text = new StringBuilder("case");
    for (Case.Branch branch : choice.branches()) {
      text.append(" when ").append(print(branch.condition()));
      text.append(" then ").append(print(branch.value()));
    }
    return text.append(" else ").append(print(choice.otherwise())).append(" end").toString();
  }

  private static String literal(Literal literal) {
    if (literal.text() == null) {
      return "null";
    }
    Field type = literal.type();
    return switch (type.getType()) {
      case ArrowType.Bool _, ArrowType.Int _, ArrowType.FloatingPoint _, ArrowType.Decimal _ ->
          literal.text();
      case ArrowType.Utf8 _ -> "'" + literal.text().replace("'", "''") + "'";
      case ArrowType.Duration _ -> PlanPrinter.span(Long.parseLong(literal.text()));
      default -> TypePrinter.print(type) + " '" + literal.text() + "'";
    };
  }

  private static String name(BuiltInCall call) {
    return BuiltInFunctions.byId(call.function()).names().getFirst();
  }

  private String function(FunctionCall call) {
    String text = call.function().name() + arguments(call.arguments());
    return switch (call.rejected()) {
      case FAIL -> text;
      case NULL -> "try(" + text + ")";
      case DROP -> text + " or drop";
    };
  }

  // Generated classes begin with a comment that says what they compute.
  private static String name(GeneratedJava java) {
    Matcher comment = FIRST_COMMENT.matcher(java.source());
    return comment.find() ? "java:" + comment.group(1) : "java";
  }
}
