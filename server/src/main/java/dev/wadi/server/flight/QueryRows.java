package dev.wadi.server.flight;

import com.google.protobuf.Timestamp;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.server.control.protocol.Wadi.QueryProgress;
import dev.wadi.server.pipeline.OneShotQuery;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Schema;

/// The rows of a query.
record QueryRows(OneShotQuery query) implements Rows {
  private static final long MICROS = 1_000_000;
  private static final int NANOS_OF_MICRO = 1_000;

  @Override
  public Schema columns() {
    return query.columns();
  }

  @Override
  public void run(Consumer<Batch> receiver) {
    query.run(receiver);
  }

  @Override
  public QueryProgress progress() {
    QueryProgress.Builder progress = QueryProgress.newBuilder().setRowsRead(query.rowsRead());
    query.watermarkMicros().ifPresent(micros -> progress.setWatermark(time(micros)));
    return progress.build();
  }

  @Override
  public void cancel() {
    query.cancel();
  }

  private static Timestamp.Builder time(long micros) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(micros, MICROS))
        .setNanos((int) Math.floorMod(micros, MICROS) * NANOS_OF_MICRO);
  }
}
