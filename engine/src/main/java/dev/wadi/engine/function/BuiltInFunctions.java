package dev.wadi.engine.function;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All built-in functions.
public final class BuiltInFunctions {
  /// What `ARRAY[a, b]` calls.
  public static final String MAKE_ARRAY = "make_array(T...)";

  /// What `array[index]` calls.
  public static final String ARRAY_ELEMENT = "array_element(T[], BIGINT)";

  private static final List<Area> AREAS =
      List.of(
          new Area(
              "Mathematics",
              List.of(
                  RealFunctions.class,
                  RoundingFunctions.class,
                  TrigonometricFunctions.class,
                  IntegerFunctions.class)),
          new Area(
              "Text",
              List.of(
                  CaseFunctions.class,
                  CharacterFunctions.class,
                  CuttingFunctions.class,
                  JoiningFunctions.class,
                  PaddingFunctions.class,
                  SearchFunctions.class)),
          new Area("Regular expressions", List.of(RegexFunctions.class)),
          new Area(
              "Time",
              List.of(
                  CalendarFunctions.class,
                  ClockFunctions.class,
                  TimeBinFunctions.class,
                  TimePartFunctions.class,
                  TimestampFunctions.class)),
          new Area(
              "JSON",
              List.of(JsonFunctions.class, JsonPathFunctions.class, JsonConversionFunctions.class)),
          new Area(
              "Arrays",
              List.of(
                  ArrayBuildingFunctions.class,
                  ArrayElementFunctions.class,
                  ArraySearchFunctions.class,
                  ArrayShapeFunctions.class)),
          new Area("Bytes and hashes", List.of(EncodingFunctions.class, HashFunctions.class)));

  private static final Map<String, List<BuiltInFunction>> BY_AREA = byArea();

  private static final List<BuiltInFunction> ALL =
      BY_AREA.values().stream().flatMap(List::stream).toList();

  private static final Map<String, BuiltInFunction> BY_ID =
      ALL.stream().collect(Collectors.toUnmodifiableMap(BuiltInFunction::id, Function.identity()));

  private BuiltInFunctions() {}

  /// @param title in the manual
  private record Area(String title, List<Class<?>> classes) {}

  private static Map<String, List<BuiltInFunction>> byArea() {
    Map<String, List<BuiltInFunction>> functions = new LinkedHashMap<>();
    for (Area area : AREAS) {
      functions.put(
          area.title(), area.classes().stream().flatMap(methods -> of(methods).stream()).toList());
    }
    return Collections.unmodifiableMap(functions);
  }

  // Reflection knows no order of methods.
  private static List<BuiltInFunction> of(Class<?> methods) {
    return Arrays.stream(methods.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(BuiltIn.class))
        .map(BuiltInFunction::of)
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }

  /// The chapters of the manual.
  public static Map<String, List<BuiltInFunction>> chapters() {
    return BY_AREA;
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
