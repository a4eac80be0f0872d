package dev.wadi.wasm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;

/// Whether texts are JSON documents.
final class JsonCheck {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonCheck() {}

  static void check(FieldVector result, int rows) {
    ValueCheck.utf8(result, rows);
    long offsets = result.getOffsetBuffer().memoryAddress();
    for (int row = 0; row < rows; row++) {
      if (!result.isNull(row)) {
        int start = MemoryUtil.getInt(offsets + 4L * row);
        byte[] text = new byte[MemoryUtil.getInt(offsets + 4L * (row + 1)) - start];
        result.getDataBuffer().getBytes(start, text);
        check(text, row);
      }
    }
  }

  private static void check(byte[] text, int row) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        throw bad(row, "it is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw bad(row, "something follows it");
      }
    } catch (JsonProcessingException e) {
      throw bad(row, e.getOriginalMessage());
    } catch (IOException e) {
      throw bad(row, e.getMessage());
    }
  }

  private static GuestFailure bad(int row, String reason) {
    return ResultReader.bad("the text in row %d is not JSON: %s".formatted(row, reason));
  }
}
