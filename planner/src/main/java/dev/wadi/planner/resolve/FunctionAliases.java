package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateFunction;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `CREATE FUNCTION`: other names for functions of plugins.
final class FunctionAliases {
  private final Queries queries;
  private final Set<String> aliases = new HashSet<>();

  FunctionAliases(Queries queries) {
    this.queries = queries;
  }

  void define(CreateFunction create) {
    String name = create.name().getSimple();
    if (!aliases.contains(name) && queries.operators().functionNames().contains(name)) {
      throw new WadiException(
              ErrorCode.DUPLICATE_NAME, "there is already a function '%s'".formatted(name))
          .withHint("choose another name")
          .at(Positions.of(create.name().getParserPosition()));
    }
    List<UserFunction> targets = targets(create);
    remove(name);
    queries.use(queries.operators().with(named(name, targets)));
    aliases.add(name);
  }

  private static List<UserFunction> named(String name, List<UserFunction> targets) {
    return targets.stream().map(target -> new UserFunction(name, target.signature())).toList();
  }

  void remove(String name) {
    if (aliases.remove(name)) {
      queries.use(queries.operators().without(name));
    }
  }

  // All functions of that name: they differ in their arguments.
  private List<UserFunction> targets(CreateFunction create) {
    List<UserFunction> uploaded =
        queries.operators().uploaded().stream()
            .filter(function -> !aliases.contains(function.getName()))
            .toList();
    String target = create.target();
    List<UserFunction> found =
        uploaded.stream().filter(function -> fullName(function).equals(target)).toList();
    if (found.isEmpty()) {
      List<String> known = uploaded.stream().map(FunctionAliases::fullName).distinct().toList();
      throw new WadiException(
              ErrorCode.FUNCTION_NOT_FOUND, "no plugin has a function '%s'".formatted(target))
          .withHint(
              Names.nearest(target, known)
                  .map("did you mean '%s'?"::formatted)
                  .orElse("write 'plugin.function', of a plugin that was uploaded"))
          .at(Positions.of(create.targetPosition()));
    }
    return found;
  }

  private static String fullName(UserFunction function) {
    return function.signature().plugin().name() + "." + function.signature().name();
  }
}
