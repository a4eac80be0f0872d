package dev.wadi.engine.function;

import dev.wadi.engine.json.JsonPath;
import dev.wadi.engine.json.JsonText;
import java.util.List;

/// Parts of JSON values, found by JSONPath.
final class JsonPathFunctions {
  private JsonPathFunctions() {}

  @BuiltIn(
      names = "extract_json",
      description =
          "The JSON of everything that a JSONPath (RFC 9535, without filters) leads to; NULL if"
              + " the text is no JSON.",
      example = "extract_json('{\"a\": [{\"b\": 1}, {\"b\": \"x\"}]}', '$.a[*].b')",
      result = "[1, \"\\\"x\\\"\"]",
      nullable = true)
  static List<String> extractJson(JsonText json, JsonPath path) {
    return path.texts(json);
  }

  @BuiltIn(
      names = "extract_json_string",
      description = "The first thing that a JSONPath leads to, if it is a string; otherwise NULL.",
      example = "extract_json_string('{\"a\": [{\"b\": \"x\"}]}', '$.a[0].b')",
      result = "x",
      nullable = true)
  static String extractJsonString(JsonText json, JsonPath path) {
    return path.firstString(json);
  }

  @BuiltIn(
      names = "get_first_json_object",
      description = "The JSON of the first thing that a JSONPath leads to; NULL if there is none.",
      example = "get_first_json_object('{\"a\": [{\"b\": 1}]}', '$.a[0]')",
      result = "\"{\\\"b\\\":1}\"",
      nullable = true)
  static String getFirstJsonObject(JsonText json, JsonPath path) {
    return path.firstText(json);
  }
}
