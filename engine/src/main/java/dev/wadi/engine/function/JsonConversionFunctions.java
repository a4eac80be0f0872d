package dev.wadi.engine.function;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.wadi.engine.json.JsonText;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;

/// Texts and other values as JSON.
final class JsonConversionFunctions {
  private static final int SHOWN_CHARACTERS = 100;

  private JsonConversionFunctions() {}

  @BuiltIn(
      names = "parse_json",
      description =
          "A text as JSON, blanks around it removed; an error if it is none. Also `CAST(text AS"
              + " JSON)`.",
      example = "parse_json(' {\"a\": 1}') -> 'a'",
      result = "1")
  static JsonText parseJson(JsonText text) {
    if (!text.isValid()) {
      throw new WadiException(
              ErrorCode.INVALID_CAST, "'%s' is not a valid JSON".formatted(shown(text.toString())))
          .withHint("TRY_CAST gives NULL instead of an error");
    }
    return text.find();
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }

  @BuiltIn(
      names = "try_parse_json",
      description = "A text as JSON; NULL if it is none. Also `TRY_CAST(text AS JSON)`.",
      example = "try_parse_json('{a: 1}')",
      result = "null",
      nullable = true)
  static JsonText tryParseJson(JsonText text) {
    return text.isValid() ? text.find() : null;
  }

  @BuiltIn(
      names = "json_valid",
      description = "Whether a text is JSON.",
      example = "json_valid('[1, 2]')",
      result = "true")
  static boolean jsonValid(JsonText text) {
    return text.isValid();
  }

  @BuiltIn(
      names = "to_json",
      description =
          "A value as JSON: numbers, true and false as they are, everything else as a string. JSON"
              + " stays what it is.",
      example = "to_json('say \"hi\"')",
      result = "\"\\\"say \\\\\\\"hi\\\\\\\"\\\"\"")
  static JsonText toJson(@AsText String value) {
    return JsonText.of(
        '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"');
  }

  @BuiltIn(names = "to_json", example = "to_json(json_get('[[1]]', 0))", result = "\"[1]\"")
  static JsonText toJson(JsonText json) {
    return json;
  }

  @BuiltIn(names = "to_json", example = "to_json(1 > 0)", result = "true")
  static JsonText toJson(boolean value) {
    return JsonText.of(Boolean.toString(value));
  }

  @BuiltIn(names = "to_json", example = "to_json(42)", result = "42")
  static JsonText toJson(long value) {
    return JsonText.of(Long.toString(value));
  }

  @BuiltIn(names = "to_json", example = "to_json(2.50)", result = "2.50")
  static JsonText toJson(BigDecimal value) {
    return JsonText.of(value.toPlainString());
  }

  @BuiltIn(names = "to_json", example = "to_json(1e3)", result = "1000.0")
  static JsonText toJson(double value) {
    return JsonText.of(Double.isFinite(value) ? Double.toString(value) : "\"" + value + "\"");
  }
}
