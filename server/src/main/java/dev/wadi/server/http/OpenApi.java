package dev.wadi.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The document that describes the interface (OpenAPI 3.1). It is written by hand, and tests hold
/// every answer that they get against it.
final class OpenApi {
  private static final String DOCUMENT = "/openapi.yaml";
  private static final JsonNode JSON = read();

  private OpenApi() {}

  private static JsonNode read() {
    try (InputStream yaml = OpenApi.class.getResourceAsStream(DOCUMENT)) {
      return YAMLMapper.builder().build().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json() {
    return JSON;
  }
}
