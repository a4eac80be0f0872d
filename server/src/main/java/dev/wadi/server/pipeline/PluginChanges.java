package dev.wadi.server.pipeline;

import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.wasm.PluginModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;

/// What another version of a plugin does differently, of what a pipeline calls. For people.
final class PluginChanges {
  private PluginChanges() {}

  /// @param pipeline with the version before
  /// @return one sentence each; none if the functions are the same
  static List<String> between(Pipeline pipeline, PluginModule before, PluginModule after) {
    return PlanCodec.functions(pipeline).stream()
        .filter(function -> function.plugin().equals(before.ref()))
        .flatMap(function -> change(function, after).stream())
        .distinct()
        .toList();
  }

  private static Optional<String> change(FunctionSignature called, PluginModule after) {
    List<FunctionSignature> named =
        after.functions().stream()
            .filter(function -> function.name().equals(called.name()))
            .toList();
    if (named.isEmpty()) {
      return Optional.of("it has no function '%s' any more".formatted(called.name()));
    }
    int arguments = called.arguments().size();
    Optional<FunctionSignature> same =
        named.stream()
            .filter(function -> function.takes(arguments))
            .map(function -> function.ofCall(arguments))
            .filter(function -> types(function.arguments()).equals(types(called.arguments())))
            .findFirst();
    if (same.isEmpty()) {
      return Optional.of(
          "function '%s' takes (%s) instead of (%s)"
              .formatted(
                  called.name(), types(named.getFirst().arguments()), types(called.arguments())));
    }
    List<String> changes = changes(called, same.get());
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of("function '%s' %s".formatted(called.name(), String.join(" and ", changes)));
  }

  private static List<String> changes(FunctionSignature before, FunctionSignature after) {
    List<String> changes = new ArrayList<>();
    add(changes, "returns", type(before.result()), type(after.result()));
    add(changes, "has nulls", before.nulls().name(), after.nulls().name());
    add(changes, "has the state", state(before.kind()), state(after.kind()));
    add(changes, "is", label(before.kind()), label(after.kind()));
    return changes;
  }

  private static void add(List<String> changes, String verb, String before, String after) {
    if (!before.equals(after)) {
      changes.add("%s %s instead of %s".formatted(verb, after, before));
    }
  }

  private static String types(List<Field> fields) {
    return fields.stream().map(SqlType::of).collect(Collectors.joining(", "));
  }

  private static String type(Field field) {
    return SqlType.of(field) + (field.isNullable() ? "" : " NOT NULL");
  }

  private static String state(FunctionKind kind) {
    return kind instanceof FunctionKind.Aggregate aggregate
        ? aggregate.state().stream()
            .map(field -> field.getName() + " " + type(field))
            .collect(Collectors.joining(", ", "(", ")"))
        : "()";
  }

  private static String label(FunctionKind kind) {
    return switch (kind) {
      case FunctionKind.Aggregate aggregate when aggregate.retracts() -> "a retracting aggregate";
      case FunctionKind.Async async when async.ordered() -> "async and ordered";
      default -> kind.label();
    };
  }
}
