package dev.wadi.planner.resolve;

import dev.wadi.engine.function.BuiltInFunction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.type.SqlOperandCountRanges;

/// The built-in functions of one name.
public final class Overloads {
  private final List<BuiltInFunction> functions;

  Overloads(List<BuiltInFunction> functions) {
    this.functions = List.copyOf(functions);
  }

  /// The function that such arguments fit best; of equals the first.
  public Optional<BuiltInFunction> choose(List<RelDataType> arguments) {
    return functions.stream()
        .filter(function -> function.takes(arguments.size()) && fits(function, arguments))
        .min(Comparator.comparingInt(function -> cost(function, arguments)));
  }

  private static boolean fits(BuiltInFunction function, List<RelDataType> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (ArgumentCost.of(arguments.get(i), function.argumentType(i)).isEmpty()) {
        return false;
      }
    }
    return TypeVariables.find(function, arguments).isPresent();
  }

  private static int cost(BuiltInFunction function, List<RelDataType> arguments) {
    int cost = 0;
    for (int i = 0; i < arguments.size(); i++) {
      cost += ArgumentCost.of(arguments.get(i), function.argumentType(i)).orElseThrow();
    }
    return cost;
  }

  BuiltInFunction first() {
    return functions.getFirst();
  }

  SqlOperandCountRange counts() {
    int least = functions.stream().mapToInt(Overloads::least).min().orElseThrow();
    boolean unlimited = functions.stream().anyMatch(BuiltInFunction::variadic);
    int most = functions.stream().mapToInt(f -> f.arguments().size()).max().orElseThrow();
    return unlimited
        ? SqlOperandCountRanges.from(least)
        : SqlOperandCountRanges.between(least, most);
  }

  private static int least(BuiltInFunction function) {
    return function.arguments().size() - (function.variadic() ? 1 : 0);
  }

  /// What calls may look like, for hints.
  String signatures(String name) {
    return String.join(" or ", functions.stream().map(f -> f.signature(name)).toList());
  }
}
