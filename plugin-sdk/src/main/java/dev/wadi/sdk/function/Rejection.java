package dev.wadi.sdk.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A row that a function has no result for because of what is in it. What becomes of it is for the
/// query to say.
///
/// @param row of the batch
/// @param reason in the function's words
public record Rejection(int row, String reason) {
  private static final int SHOWN_LENGTH_MAX = 100;

  /// The error of a query that does without neither this row nor its result.
  ///
  /// @param arguments of the call
  public WadiException failure(FunctionSignature function, List<FieldVector> arguments) {
    List<String> names = function.arguments().stream().map(Field::getName).toList();
    return new WadiException(
            ErrorCode.FUNCTION_ERROR,
            "function '%s' of plugin '%s' failed for (%s): %s"
                .formatted(
                    function.name(), function.plugin().name(), shown(names, arguments), reason))
        .withHint(
            function.givesRows()
                ? "leave such rows out before: FROM (SELECT ... WHERE ...), LATERAL TABLE(%s(..))"
                    .formatted(function.name())
                : "TRY(%s(..)) makes such results NULL, SET bad_data = 'drop' leaves such rows out"
                    .formatted(function.name()));
  }

  /// The row for people: `a = 1, b = x`.
  public String shown(List<String> names, List<FieldVector> values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> names.get(i) + " = " + shown(values.get(i)))
        .collect(Collectors.joining(", "));
  }

  private String shown(FieldVector argument) {
    String text = String.valueOf(argument.getObject(row));
    return text.length() <= SHOWN_LENGTH_MAX ? text : text.substring(0, SHOWN_LENGTH_MAX) + "...";
  }
}
