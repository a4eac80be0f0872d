package dev.wadi.server.pipeline;

import dev.wadi.engine.checkpoint.CheckpointStore;
import dev.wadi.engine.jet.PartServices;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.checkpoint.CheckpointStores;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What this server needs to have a part in the pipelines of others. Thread-safe.
final class Sharing implements PartServices {
  private static final int SECONDS_TO_START = 30;

  private final CompletableFuture<Shared> shared = new CompletableFuture<>();

  private record Shared(Plugins plugins, CheckpointStores checkpoints) {}

  void begin(Plugins plugins, CheckpointStores checkpoints) {
    shared.complete(new Shared(plugins, checkpoints));
  }

  boolean isOn() {
    return shared.isDone();
  }

  // It may have joined the others only a moment ago.
  private Shared shared() {
    Shared here = shared.copy().completeOnTimeout(null, SECONDS_TO_START, TimeUnit.SECONDS).join();
    if (here == null) {
      throw new WadiException(
              ErrorCode.SYSTEM_FAILED, "a server of the cluster shares no catalog with the others")
          .withHint("give all servers that join each other the same --catalog");
    }
    return here;
  }

  /// Another server may have got a plugin only a moment ago.
  @Override
  public void prepare(Pipeline pipeline) {
    shared().plugins().refresh();
  }

  @Override
  public CheckpointStore store(String pipeline) {
    return shared().checkpoints().of(pipeline);
  }
}
