package dev.wadi.server.pipeline;

import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.server.access.Caller;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.catalog.StoredUpgrades.StoredUpgrade;
import java.util.List;
import java.util.Optional;

/// A pipeline with its jobs, newest first.
///
/// @param preview whether it is forgotten when the server ends
/// @param plugins the versions that it goes on with, whatever is uploaded
/// @param upgrade what has become of the last change of these
public record PipelineStatus(
    StoredPipeline pipeline,
    boolean preview,
    List<PluginRef> plugins,
    Optional<StoredUpgrade> upgrade,
    List<StoredJob> jobs) {
  /// @throws dev.wadi.sdk.error.WadiException if it is somebody else's
  public void requireChangeableBy(Caller caller) {
    Pipelines.requireOwned(pipeline, caller);
  }
}
