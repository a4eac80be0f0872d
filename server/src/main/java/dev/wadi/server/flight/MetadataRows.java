package dev.wadi.server.flight;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.flight.metadata.MetadataTable;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows that are known already.
record MetadataRows(MetadataTable table) implements Rows {
  @Override
  public Schema columns() {
    return table.columns();
  }

  @Override
  public void run(Consumer<Batch> receiver) {
    try (var scope = MemoryScope.unlimited();
        Batch batch = table.batch(scope.allocator())) {
      receiver.accept(batch);
    }
  }

  @Override
  public void cancel() {}
}
