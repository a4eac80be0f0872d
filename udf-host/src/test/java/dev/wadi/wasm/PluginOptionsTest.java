package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Options as a description declares them, and as tables give them.
class PluginOptionsTest {
  private static final PluginOptions WALK =
      read(
          """
          {"type": "object", "required": ["url"], "properties": {
            "url": {"type": "string", "description": "where"},
            "rows": {"type": "integer", "description": "how many", "minimum": 1, "default": 10},
            "step": {"type": "number", "description": "how far", "minimum": 0.5, "maximum": 2},
            "cold": {"type": "boolean", "description": "without a cache", "default": false},
            "mode": {"type": "string", "description": "which way", "enum": ["up", "down"]}}}
          """);

  private static PluginOptions read(String schema) {
    try {
      return OptionReader.read(new ObjectMapper().readTree(schema), "source 'walk'");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String json(Map<String, String> given, String prefix) {
    var table = new TableDefinition("t", "walk", new Schema(List.of()), given);
    return WALK.json(Options.of(table, WALK.declared(prefix)), prefix);
  }

  @Test
  void valuesGetTheirTypesAndDefaults() {
    assertThat(json(Map.of("url", " x "), ""))
        .isEqualTo("{\"url\":\" x \",\"rows\":10,\"cold\":false}");
    assertThat(
            json(Map.of("url", "", "rows", " 3 ", "step", "1", "cold", "TRUE", "mode", "down"), ""))
        .isEqualTo("{\"url\":\"\",\"rows\":3,\"step\":1.0,\"cold\":true,\"mode\":\"down\"}");
  }

  @Test
  void aPrefixIsForPeopleOnly() {
    assertThat(json(Map.of("logfmt.url", "x", "logfmt.rows", "1"), "logfmt."))
        .isEqualTo("{\"url\":\"x\",\"rows\":1,\"cold\":false}");
  }

  @Test
  void peopleSeeWhatAnOptionMayBe() {
    assertThat(WALK.declared("").stream().map(Connector.Option::description))
        .containsExactly(
            "where",
            "how many (a whole number of at least 1; '10' if missing)",
            "how far (a number from 0.5 to 2.0)",
            "without a cache (true or false; 'false' if missing)",
            "which way (one of 'up', 'down')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rows | 0      | option 'rows' is '0', expected a whole number of at least 1
          rows | 1.5    | option 'rows' is '1.5', expected a whole number of at least 1
          rows | 1e3    | option 'rows' is '1e3', expected a whole number of at least 1
          rows | 99999999999999999999 | expected a whole number of at least 1
          step | 0.4    | option 'step' is '0.4', expected a number from 0.5 to 2.0
          step | NaN    | option 'step' is 'NaN', expected a number from 0.5 to 2.0
          step | 2.0001 | option 'step' is '2.0001', expected a number from 0.5 to 2.0
          cold | yes    | option 'cold' is 'yes', expected true or false
          mode | Up     | option 'mode' is 'Up', expected one of 'up', 'down'
          rowz | 1      | connector 'walk' has no option 'rowz'
          """)
  void wrongValues(String name, String value, String message) {
    assertError(Map.of("url", "x", name, value), ErrorCode.INVALID_OPTION, message);
  }

  @Test
  void aMissingValue() {
    assertError(Map.of(), ErrorCode.MISSING_OPTION, "table 't' needs the option 'url': where");
  }

  private static void assertError(Map<String, String> given, ErrorCode code, String message) {
    WadiException error = catchThrowableOfType(WadiException.class, () -> json(given, ""));
    assertThat(error).isNotNull().hasMessageContaining(message);
    assertThat(error.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                                      | expected a JSON object
          {"type": "array"}                                       | not an object of known properties
          {"additionalProperties": true}                          | not an object of known properties
          {"oneOf": []}                                           | the keyword 'oneOf'
          {"required": ["a"]}                                     | needs 'a', which it does not describe
          {"properties": {"A": {}}}                               | option 'A', expected a name
          {"properties": {"a": 1}}                                | expected a JSON object
          {"properties": {"a": {"pattern": "x"}}}                 | the keyword 'pattern'
          {"properties": {"a": {"type": "array"}}}                | the type 'array'
          {"properties": {"a": {"type": "string"}}}               | the description ''
          {"properties": {"a": {"type": "string", "description": "d", "minimum": 1}}} | the minimum 1
          {"properties": {"a": {"type": "string", "description": "d", "enum": []}}} | no choices
          {"properties": {"a": {"type": "integer", "description": "d", "enum": [1.5]}}} | the choice 1.5
          {"properties": {"a": {"type": "integer", "description": "d", "default": "1"}}} | the default "1"
          {"properties": {"a": {"type": "integer", "description": "d", "maximum": 1e99}}} | the maximum
          {"properties": {"a": {"type": "number", "description": "d", "minimum": 2, "maximum": 1}}} | the minimum 2
          {"properties": {"a": {"type": "number", "description": "d", "minimum": 2, "default": 1}}} | the default 1
          {"properties": {"a": {"type": "number", "description": "d", "minimum": 2, "enum": [1]}}} | the choice 1
          {"required": ["a"], "properties": {"a": {"type": "boolean", "description": "d", "default": true}}} | no use for a default
          """)
  void wrongDescriptions(String schema, String message) {
    WadiException error = catchThrowableOfType(WadiException.class, () -> read(schema));
    assertThat(error).isNotNull().hasMessageContaining(message);
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_INVALID);
  }
}
