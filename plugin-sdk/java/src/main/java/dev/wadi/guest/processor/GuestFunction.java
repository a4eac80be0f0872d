package dev.wadi.guest.processor;

import dev.wadi.guest.Nullable;
import dev.wadi.guest.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/// A method that SQL can call, and the code that goes through a batch for it.
///
/// @param method the Java name, with its class
/// @param name as SQL has it
/// @param number tells functions of the same name apart
record GuestFunction(
    String method,
    String name,
    int number,
    List<Parameter> parameters,
    GuestType result,
    boolean isVolatile) {
  private static final String SQL_NAME = "[a-z_][a-z0-9_]{0,62}";

  record Parameter(String name, GuestType type, boolean nullable) {}

  /// @throws WrongSource if SQL cannot call it
  static GuestFunction of(ExecutableElement method, int number) {
    String name = method.getSimpleName().toString();
    if (!method.getModifiers().contains(Modifier.STATIC)
        || method.getModifiers().contains(Modifier.PRIVATE)) {
      throw new WrongSource(method, "'" + name + "' must be static, and not private");
    }
    if (method.isVarArgs()) {
      throw new WrongSource(
          method, "'" + name + "' may have any number of arguments: take an array");
    }
    List<Parameter> parameters = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      GuestType type = type(parameter, parameter.asType().toString());
      boolean nullable = type.boxed() || parameter.getAnnotation(Nullable.class) != null;
      if (nullable && !type.reference) {
        throw new WrongSource(
            parameter, "a " + type.java + " cannot be null; declare it with its class");
      }
      parameters.add(
          new Parameter(snakeCase(parameter.getSimpleName().toString()), type, nullable));
    }
    String sqlName = snakeCase(name);
    if (!sqlName.matches(SQL_NAME)) {
      throw new WrongSource(method, "'" + sqlName + "' is no name that SQL knows");
    }
    String owner = ((TypeElement) method.getEnclosingElement()).getQualifiedName().toString();
    return new GuestFunction(
        owner + "." + name,
        sqlName,
        number,
        parameters,
        type(method, method.getReturnType().toString()),
        method.getAnnotation(ScalarFunction.class).isVolatile());
  }

  private static GuestType type(Element element, String java) {
    // Annotations of a type are written before it.
    String bare = java.substring(java.lastIndexOf(' ') + 1);
    return GuestType.of(bare)
        .orElseThrow(() ->
            new WrongSource(
                element,
                "'%s' has the type %s, which the SDK does not know; its README lists those it does"
                    .formatted(element.getSimpleName(), bare)));
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private boolean seesNulls() {
    return parameters.stream().anyMatch(Parameter::nullable);
  }

  private String export() {
    return "wadi_scalar_%s_%d".formatted(name, number);
  }

  /// What the description says of it.
  String described() {
    String arguments =
        parameters.stream()
            .map(parameter ->
                "{\"name\":\"%s\",\"type\":%s,\"nullable\":%s}"
                    .formatted(
                        parameter.name(),
                        parameter.type().described(),
                        parameter.nullable() || !seesNulls()))
            .collect(Collectors.joining(","));
    return ("{\"name\":\"%s\",\"export\":\"%s\",\"kind\":\"scalar\",\"args\":[%s],"
            + "\"returns\":{\"type\":%s,\"nullable\":true},\"nulls\":\"%s\",\"volatility\":\"%s\"}")
        .formatted(
            name,
            export(),
            arguments,
            result.described(),
            seesNulls() ? "called" : "strict",
            isVolatile ? "volatile" : "immutable");
  }

  /// The method that the host calls.
  String code() {
    StringBuilder columns = new StringBuilder();
    List<String> values = new ArrayList<>();
    List<String> needed = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      columns.append("    int c%d = Column.child(in, %d);\n".formatted(i, i));
      String valid = "Column.isValid(c%d, row)".formatted(i);
      String value = "Column.read%s(c%d, row)".formatted(parameter.type().name, i);
      if (parameter.nullable()) {
        value = "%s ? (%s) %s : null".formatted(valid, parameter.type().java, value);
      } else {
        needed.add(valid);
      }
      values.add(value);
    }
    String asked = seesNulls() ? String.join(" && ", needed) : "Column.isAsked(out, row)";
    return
"""

  @Export(name = "%1$s")
  static int %2$s(int in, int out) {
%3$s    Result.begin(out, %4$s);
    int rows = Column.rows(out);
    for (int row = 0; row < rows; row++) {
      if (!(%5$s)) {
        Result.writeNull(out, row);
        continue;
      }
      try {
        %6$s value = %7$s(%8$s);
        %9$s
      } catch (RejectedException e) {
        Rejections.add(row, e.getMessage());
        Result.writeNull(out, row);
      } catch (Throwable e) {
        return Report.failed(row, e);
      }
    }
    Result.end(out);
    return Rejections.finish();
  }
"""
        .formatted(
            export(),
            "call" + number,
            columns,
            "Result.Kind." + kind(),
            asked.isEmpty() ? "true" : asked,
            result.java,
            method,
            String.join(", ", values),
            write());
  }

  private String write() {
    String write = "Result.write%s(out, row, value);".formatted(result.name);
    return result.reference
        ? "if (value != null) { %s } else { Result.writeNull(out, row); }".formatted(write)
        : write;
  }

  private String kind() {
    if (result.list) {
      return result == GuestType.TEXTS ? "LIST_OF_TEXTS" : "LIST";
    }
    return result == GuestType.TEXT || result == GuestType.BYTES ? "TEXT" : "FIXED";
  }
}
