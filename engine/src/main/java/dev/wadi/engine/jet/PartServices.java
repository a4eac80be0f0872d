package dev.wadi.engine.jet;

import dev.wadi.engine.checkpoint.CheckpointStore;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;

/// What a member needs to have a part in the runs of others. May block.
public interface PartServices {
  /// Of a member that has none.
  PartServices NONE =
      new PartServices() {
        @Override
        public void prepare(Pipeline pipeline) {
          throw new WadiException(
              ErrorCode.SYSTEM_FAILED, "this member takes no part in what others run");
        }

        @Override
        public CheckpointStore store(String pipeline) {
          throw new IllegalStateException("it takes no part");
        }
      };

  /// Makes sure that all is here that a pipeline uses: its connectors and its functions.
  ///
  /// @throws WadiException if something is missing
  void prepare(Pipeline pipeline);

  /// Where the checkpoints of a pipeline are, which is the same place for all members.
  CheckpointStore store(String pipeline);
}
