package dev.wadi.engine.jet;

import com.hazelcast.jet.core.Inbox;
import com.hazelcast.jet.core.Outbox;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.Watermark;

/// A processor for which there is no subtask. It gets the rows that all get, hands watermarks on so
/// that nobody waits for it, and ends when its input does.
final class IdleProcessor implements Processor {
  private Outbox outbox;

  @Override
  public void init(Outbox outbox, Context context) {
    this.outbox = outbox;
  }

  @Override
  public void process(int ordinal, Inbox inbox) {
    for (Object item = inbox.poll(); item != null; item = inbox.poll()) {
      Parcel parcel = (Parcel) item;
      parcel.requireFor(Parcel.ALL);
      parcel.release();
    }
  }

  @Override
  public boolean tryProcessWatermark(Watermark watermark) {
    return outbox.bucketCount() == 0 || outbox.offer(watermark);
  }
}
