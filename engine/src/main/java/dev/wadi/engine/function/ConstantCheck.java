package dev.wadi.engine.function;

import dev.wadi.engine.json.JsonPath;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Locale;

/// What can be said about an argument when it is a constant, before a query runs.
interface ConstantCheck {
  ConstantCheck NONE = text -> {};

  /// @throws WadiException if a function would not take this text
  void check(String text);

  static ConstantCheck of(Parameter parameter) {
    Class<?> type =
        parameter.isVarArgs() ? parameter.getType().getComponentType() : parameter.getType();
    if (type == RegularExpression.class) {
      return RegularExpression::of;
    }
    if (type == TimeFormat.class) {
      return TimeFormat::of;
    }
    if (type == JsonPath.class) {
      return JsonPath::of;
    }
    OneOf names = parameter.getAnnotation(OneOf.class);
    return names == null
        ? NONE
        : text -> checkName(parameter.getName(), text, List.of(names.value()), names.plural());
  }

  private static void checkName(String argument, String text, List<String> names, boolean plural) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    boolean known =
        names.contains(lower)
            || plural
                && lower.endsWith("s")
                && names.contains(lower.substring(0, lower.length() - 1));
    if (!known) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "there is no %s '%s'".formatted(argument, text))
          .withHint("there are " + String.join(", ", names));
    }
  }
}
