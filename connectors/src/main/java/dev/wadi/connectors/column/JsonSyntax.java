package dev.wadi.connectors.column;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/// Tells JSON from other text: a column of JSON holds nothing else, whatever it was read from.
public final class JsonSyntax {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonSyntax() {}

  /// Whether a text is one JSON value.
  public static boolean isValid(byte[] utf8, int start, int length) {
    try (JsonParser json = FACTORY.createParser(utf8, start, length)) {
      if (json.nextToken() == null) {
        return false;
      }
      json.skipChildren();
      return json.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be read", e);
    }
  }
}
