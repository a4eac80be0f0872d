package dev.wadi.server.pipeline;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.server.access.Caller;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import java.util.List;

/// A pipeline with its jobs, newest first.
///
/// @param preview whether it is forgotten when the server ends
/// @param plugins the versions that it goes on with, whatever is uploaded
public record PipelineStatus(
    StoredPipeline pipeline, boolean preview, List<PluginRef> plugins, List<StoredJob> jobs) {
  /// @throws WadiException if it is somebody else's
  public void requireChangeableBy(Caller caller) {
    if (!caller.mayChangeWhatIsOf(pipeline.owner())) {
      throw new WadiException(
              ErrorCode.FORBIDDEN,
              "pipeline '%s' belongs to '%s'".formatted(pipeline.id(), pipeline.owner()))
          .withHint("ask its owner or an administrator to change it");
    }
  }
}
