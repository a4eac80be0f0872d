package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// Says rows as JSON, in UTF-8: formats are not the engine's business.
@FunctionalInterface
public interface RowText {
  /// An object for each row of a batch that counts, in order.
  ///
  /// @param batch borrowed
  List<byte[]> json(Schema schema, Batch batch);
}
