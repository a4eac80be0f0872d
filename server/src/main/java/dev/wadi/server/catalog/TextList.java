package dev.wadi.server.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;

/// Texts in one column, as JSON.
final class TextList {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TextList() {}

  static String write(List<String> texts) {
    return JSON.valueToTree(texts).toString();
  }

  static List<String> read(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
