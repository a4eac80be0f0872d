package dev.wadi.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.wasm.http.HttpProblem;
import dev.wadi.wasm.http.OutgoingRequest;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/// Requests as a guest makes them of a batch.
final class RequestColumn implements AutoCloseable {
  private final StructVector vector;

  RequestColumn(BufferAllocator allocator) {
    vector = (StructVector) PluginDescription.Value.request().field().createVector(allocator);
  }

  StructVector vector() {
    return vector;
  }

  boolean isNull(int row) {
    return vector.isNull(row);
  }

  /// @throws HttpProblem if plugins may not make this request
  OutgoingRequest get(int row) throws HttpProblem {
    var methods = (VarCharVector) vector.getChildByOrdinal(0);
    var urls = (VarCharVector) vector.getChildByOrdinal(1);
    var bodies = (VarBinaryVector) vector.getChildByOrdinal(3);
    return OutgoingRequest.of(
        text(methods, row),
        text(urls, row),
        headers(row),
        bodies.isNull(row) ? null : bodies.get(row));
  }

  private List<String> headers(int row) {
    var headers = (ListVector) vector.getChildByOrdinal(2);
    List<String> texts = new ArrayList<>();
    if (!headers.isNull(row)) {
      var items = (VarCharVector) headers.getDataVector();
      for (int i = headers.getElementStartIndex(row); i < headers.getElementEndIndex(row); i++) {
        texts.add(text(items, i));
      }
    }
    return texts;
  }

  private static String text(VarCharVector texts, int row) {
    return new String(texts.get(row), UTF_8);
  }

  @Override
  public void close() {
    vector.close();
  }
}
