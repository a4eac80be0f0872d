package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Three-valued logic, 64 rows at a time.
final class Logic {
  private Logic() {}

  static Optional<Kernel> find(Operation operation, List<SqlType> arguments) {
    boolean truth = arguments.stream().allMatch(SqlType.Bool.class::isInstance);
    return switch (operation) {
      case AND, OR ->
          truth && !arguments.isEmpty()
              ? Optional.of((operands, compilation) -> {
                List<Node<Flags>> nodes = new ArrayList<>();
                operands.forEach(operand -> nodes.add(compilation.typed(operand)));
                return new Junction(nodes, operation == Operation.AND);
              })
              : Optional.empty();
      case NOT ->
          truth
              ? Optional.of((operands, compilation) -> not(compilation.typed(operands.get(0))))
              : Optional.empty();
      case IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
          truth
              ? Optional.of((operands, compilation) -> test(operation, operands, compilation))
              : Optional.empty();
      default -> Optional.of((operands, compilation) -> test(operation, operands, compilation));
    };
  }

  static Node<Flags> not(Node<Flags> input) {
    return Unary.of(
        input,
        new Flags(),
        (values, result) -> {
          for (int i = 0; i < result.wordCount(); i++) {
            result.words[i] = ~values.words[i];
          }
        });
  }

  private static Node<Flags> test(
      Operation operation, List<Expression> operands, Compilation compilation) {
    Node<?> input = compilation.node(operands.get(0));
    return ConstantNode.fold(new Test<>(operation, input, new Flags()), input);
  }

  /// IS NULL and its like: their result never is null.
  private record Test<V extends Values>(Operation operation, Node<V> input, Flags result)
      implements Node<Flags> {
    @Override
    public Flags evaluate(Rows rows) {
      V values = input.evaluate(rows);
      result.start(rows.count());
      for (int i = 0; i < result.wordCount(); i++) {
        result.words[i] = word(values, i);
      }
      return result;
    }

    private long word(Values values, int i) {
      return switch (operation) {
        case IS_NULL -> ~values.validWord(i);
        case IS_NOT_NULL -> values.validWord(i);
        case IS_TRUE -> ((Flags) values).trueWord(i);
        case IS_NOT_TRUE -> ~((Flags) values).trueWord(i);
        case IS_FALSE -> ((Flags) values).falseWord(i);
        case IS_NOT_FALSE -> ~((Flags) values).falseWord(i);
        default -> throw new IllegalArgumentException("not a test: " + operation);
      };
    }
  }
}
