package dev.wadi.engine.function;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All built-in functions.
public final class BuiltInFunctions {
  private static final List<Class<?>> AREAS = List.of(CaseFunctions.class, PaddingFunctions.class);

  private static final List<BuiltInFunction> ALL =
      AREAS.stream().flatMap(area -> of(area).stream()).toList();

  private static final Map<String, BuiltInFunction> BY_ID =
      ALL.stream().collect(Collectors.toUnmodifiableMap(BuiltInFunction::id, Function.identity()));

  private BuiltInFunctions() {}

  // Reflection knows no order of methods.
  private static List<BuiltInFunction> of(Class<?> area) {
    return Arrays.stream(area.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(BuiltIn.class))
        .map(BuiltInFunction::of)
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }

  /// By area, then by name.
  public static List<BuiltInFunction> all() {
    return ALL;
  }

  /// @throws IllegalArgumentException if there is none
  public static BuiltInFunction byId(String id) {
    BuiltInFunction function = BY_ID.get(id);
    if (function == null) {
      throw new IllegalArgumentException("no built-in function " + id);
    }
    return function;
  }
}
