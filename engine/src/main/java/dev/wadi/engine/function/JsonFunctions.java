package dev.wadi.engine.function;

import dev.wadi.engine.json.JsonStep;
import dev.wadi.engine.json.JsonText;
import dev.wadi.engine.json.JsonText.Kind;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import java.util.List;

/// Parts of JSON values, found by names and indexes. What is not there, or is not of the type that
/// was asked for, is null, and so is everything in a text that is no JSON.
final class JsonFunctions {
  private JsonFunctions() {}

  @BuiltIn(
      names = "json_get",
      description =
          "The part of a JSON value that a path of names and indexes (from 0) leads to; NULL if"
              + " there is none, or if it is JSON's null. Also `json -> step`. Cast to a type, or"
              + " compared with a value of it, it is what json_get_int and its like give.",
      example = "json_get('{\"a\": [1, {\"b\": \"c\"}]}', 'a', 1)",
      result = "\"{\\\"b\\\": \\\"c\\\"}\"",
      nullable = true)
  static JsonText jsonGet(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    return found == null || found.kind() == Kind.NULL ? null : found;
  }

  @BuiltIn(
      names = "json_get_str",
      description = "The string that a path leads to; NULL if it is something else.",
      example = "json_get_str('{\"a\": {\"b\": \"c\"}}', 'a', 'b')",
      result = "c",
      nullable = true)
  static String jsonGetStr(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    return is(found, Kind.STRING) ? found.string() : null;
  }

  @BuiltIn(
      names = "json_get_int",
      description =
          "The whole number that a path leads to; NULL if it is something else, such as 1.0 or a"
              + " number that BIGINT does not hold.",
      example = "json_get_int('[10, 20]', 1)",
      result = "20",
      nullable = true)
  static Long jsonGetInt(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    try {
      return is(found, Kind.NUMBER) ? Long.valueOf(found.toString()) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @BuiltIn(
      names = "json_get_float",
      description = "The number that a path leads to; NULL if it is something else.",
      example = "json_get_float('{\"a\": 1e3}', 'a')",
      result = "1000.0",
      nullable = true)
  static Double jsonGetFloat(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    return is(found, Kind.NUMBER) ? Double.valueOf(found.toString()) : null;
  }

  @BuiltIn(
      names = "json_get_number",
      description =
          "The number that a path leads to, as text, with all of its digits; NULL if it is"
              + " something else.",
      example = "json_get_number('{\"a\": 0.10}', 'a')",
      result = "0.10",
      nullable = true)
  static String jsonGetNumber(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    return is(found, Kind.NUMBER) ? found.toString() : null;
  }

  @BuiltIn(
      names = "json_get_bool",
      description = "The true or false that a path leads to; NULL if it is something else.",
      example = "json_get_bool('{\"a\": true}', 'a')",
      result = "true",
      nullable = true)
  static Boolean jsonGetBool(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    return is(found, Kind.BOOLEAN) ? Boolean.valueOf(found.toString()) : null;
  }

  @BuiltIn(
      names = "json_get_json",
      description = "The text of what a path leads to, as it is written in the JSON, also `null`.",
      example = "json_get_json('{\"a\": [1, \"b\"]}', 'a')",
      result = "\"[1, \\\"b\\\"]\"",
      nullable = true)
  static String jsonGetJson(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    return found == null ? null : found.toString();
  }

  @BuiltIn(
      names = "json_get_array",
      description =
          "The texts of the elements of the array that a path leads to; NULL if it is something"
              + " else.",
      example = "json_get_array('{\"a\": [1, \"b\"]}', 'a')",
      result = "[1, \"\\\"b\\\"\"]",
      nullable = true)
  static List<String> jsonGetArray(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    return is(found, Kind.ARRAY) ? found.values().stream().map(JsonText::toString).toList() : null;
  }

  @BuiltIn(
      names = "json_as_text",
      description =
          "What a path leads to, as text: the characters of a string, and JSON of anything else;"
              + " NULL for JSON's null. Also `json ->> step`.",
      example = "json_as_text('{\"a\": {\"b\": \"c\"}}', 'a', 'b')",
      result = "c",
      nullable = true)
  static String jsonAsText(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    if (found == null || found.kind() == Kind.NULL) {
      return null;
    }
    return found.kind() == Kind.STRING ? found.string() : found.toString();
  }

  @BuiltIn(
      names = "json_contains",
      description = "Whether a path leads to something, be it null. Also `json ? step`.",
      example = "json_contains('{\"a\": null}', 'a')",
      result = "true",
      nulls = NullHandling.CALLED)
  static boolean jsonContains(JsonText json, JsonStep step, JsonStep... path) {
    if (json == null || step == null) {
      return false;
    }
    JsonStep[] all = new JsonStep[path.length + 1];
    all[0] = step;
    for (int i = 0; i < path.length; i++) {
      if (path[i] == null) {
        return false;
      }
      all[i + 1] = path[i];
    }
    return json.contains(all);
  }

  @BuiltIn(
      names = {"json_length", "json_len"},
      description =
          "How many elements the array has, or members the object, that a path leads to; NULL if"
              + " it is something else.",
      example = "json_length('{\"a\": [1, 2, 3]}', 'a')",
      result = "3",
      nullable = true)
  static Long jsonLength(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    return is(found, Kind.ARRAY) || is(found, Kind.OBJECT) ? (long) found.values().size() : null;
  }

  @BuiltIn(
      names = {"json_object_keys", "json_keys"},
      description =
          "The names of the members of the object that a path leads to; NULL if it is something"
              + " else.",
      example = "json_object_keys('{\"a\": 1, \"b\": 2}')",
      result = "[a, b]",
      nullable = true)
  static List<String> jsonObjectKeys(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    return is(found, Kind.OBJECT) ? found.names() : null;
  }

  @BuiltIn(
      names = "json_typeof",
      description =
          "What a path leads to: object, array, string, number, boolean or null; NULL if it leads"
              + " to nothing.",
      example = "json_typeof('{\"a\": [1]}', 'a')",
      result = "array",
      nullable = true)
  static String jsonTypeof(JsonText json, JsonStep... path) {
    JsonText found = json.find(path);
    if (found == null) {
      return null;
    }
    return switch (found.kind()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
    };
  }

  private static boolean is(JsonText found, Kind kind) {
    return found != null && found.kind() == kind;
  }
}
