package dev.wadi.server.flight;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.server.pipeline.OneShotQuery;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Schema;

/// The rows of a query.
record QueryRows(OneShotQuery query) implements Rows {
  @Override
  public Schema columns() {
    return query.columns();
  }

  @Override
  public void run(Consumer<Batch> receiver) {
    query.run(receiver);
  }

  @Override
  public void cancel() {
    query.cancel();
  }
}
