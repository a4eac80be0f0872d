package dev.wadi.server.flight;

import dev.wadi.sdk.batch.Batch;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Schema;

/// The empty result of something that is done when it is asked for.
record NoRows(Runnable deed) implements Rows {
  @Override
  public Schema columns() {
    return new Schema(List.of());
  }

  @Override
  public void run(Consumer<Batch> receiver) {
    deed.run();
  }

  @Override
  public void cancel() {}
}
