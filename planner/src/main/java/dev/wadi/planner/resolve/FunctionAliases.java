package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateFunction;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.sdk.function.PluginReference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `CREATE FUNCTION`: other names for functions of plugins, also of older versions.
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
    List<FunctionSignature> targets = targets(create);
    remove(name);
    queries.use(queries.operators().with(named(name, targets)));
    aliases.add(name);
  }

  private static List<Uploaded> named(String name, List<FunctionSignature> targets) {
    return targets.stream().map(target -> Uploaded.of(name, target)).toList();
  }

  void remove(String name) {
    if (aliases.remove(name)) {
      queries.use(queries.operators().without(name));
    }
  }

  // All functions of that name: they differ in their arguments.
  private List<FunctionSignature> targets(CreateFunction create) {
    String target = create.target();
    int dot = target.lastIndexOf('.');
    Optional<PluginRef> plugin =
        PluginReference.parse(target.substring(0, Math.max(0, dot))).in(plugins());
    List<FunctionSignature> found =
        queries.functions().stream()
            .filter(function -> plugin.filter(function.plugin()::equals).isPresent())
            .filter(function -> function.name().equals(target.substring(dot + 1)))
            .toList();
    if (found.isEmpty()) {
      throw new WadiException(
              ErrorCode.FUNCTION_NOT_FOUND, "no plugin has a function '%s'".formatted(target))
          .withHint(
              Names.nearest(target, fullNames())
                  .map("did you mean '%s'?"::formatted)
                  .orElse("write 'plugin.function', of a plugin that was uploaded"))
          .at(Positions.of(create.targetPosition()));
    }
    return found;
  }

  private List<PluginRef> plugins() {
    return queries.functions().stream().map(FunctionSignature::plugin).distinct().toList();
  }

  private List<String> fullNames() {
    return queries.functions().stream()
        .map(function -> function.plugin().name() + "." + function.name())
        .distinct()
        .toList();
  }
}
