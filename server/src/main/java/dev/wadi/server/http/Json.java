package dev.wadi.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/// Bodies as JSON: snake case, no nulls, nothing unknown.
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws WadiException if the text is not JSON, or not of the type
  static <T> T read(byte[] text, Class<T> type) {
    T value;
    try {
      value = MAPPER.readValue(text, type);
    } catch (UnrecognizedPropertyException e) {
      throw invalid("the request has no property '%s'".formatted(e.getPropertyName()), e)
          .withHint("it has: " + known(e));
    } catch (JsonMappingException e) {
      throw invalid(mappingMessage(e), e);
    } catch (JsonProcessingException e) {
      throw invalid("the request is not valid JSON: %s%s".formatted(reason(e), place(e)), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (value == null) {
      throw invalid("the request is the JSON value null, expected an object", null);
    }
    return value;
  }

  // Without the parser's own account of where its input came from.
  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
  }

  // What exceeds a limit, as of nesting, is nowhere.
  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line %d, column %d)"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static String known(UnrecognizedPropertyException e) {
    return e.getKnownPropertyIds().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String mappingMessage(JsonMappingException e) {
    if (e.getPath().isEmpty()) {
      return "the request is not a JSON object of the expected kind: " + e.getOriginalMessage();
    }
    String property = e.getPath().getLast().getFieldName();
    return "the request's property '%s' does not fit: %s"
        .formatted(property, e.getOriginalMessage());
  }

  private static WadiException invalid(String message, Throwable cause) {
    return new WadiException(ErrorCode.INVALID_REQUEST, message, cause);
  }
}
