package dev.wadi.server.http;

import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredUpgrades.StoredUpgrade;
import dev.wadi.server.pipeline.PipelineStatus;
import java.util.List;

/// A pipeline as clients see it.
///
/// @param checkpointIntervalMicros null if it is as the SQL says
/// @param owner the name of the caller who made it
/// @param state of its newest job
/// @param preview whether it is forgotten when the server ends
/// @param plugins the versions that it goes on with, whatever is uploaded
/// @param upgrade what has become of the last change of these, or null
record PipelineView(
    String id,
    String name,
    String query,
    int parallelism,
    Long checkpointIntervalMicros,
    String createdAt,
    String owner,
    String state,
    boolean preview,
    List<PluginRef> plugins,
    UpgradeView upgrade,
    String url,
    List<JobView> jobs) {
  static PipelineView of(PipelineStatus status) {
    String url = Api.BASE + "/pipelines/" + status.pipeline().id();
    List<JobView> jobs = status.jobs().stream().map(job -> JobView.of(job, url)).toList();
    return new PipelineView(
        status.pipeline().id(),
        status.pipeline().name(),
        status.pipeline().query(),
        status.pipeline().parallelism(),
        status.pipeline().checkpointInterval().map(each -> each.toNanos() / 1000).orElse(null),
        status.pipeline().createdAt().toString(),
        status.pipeline().owner(),
        jobs.getFirst().state(),
        status.preview(),
        status.plugins(),
        status.upgrade().map(UpgradeView::of).orElse(null),
        url,
        jobs);
  }

  /// @param error why it was rolled back
  record UpgradeView(
      String plugin,
      String from,
      String to,
      String state,
      String startedAt,
      String finishedAt,
      Problem error) {
    static UpgradeView of(StoredUpgrade upgrade) {
      return new UpgradeView(
          upgrade.plugin(),
          upgrade.from(),
          upgrade.to(),
          upgrade.state().title(),
          upgrade.startedAt().toString(),
          upgrade.finishedAt() == null ? null : upgrade.finishedAt().toString(),
          upgrade.error() == null ? null : Problem.of(upgrade.error()));
    }
  }

  /// @param output where its rows are streamed
  record JobView(
      String id, String state, String startedAt, String finishedAt, Problem error, String output) {
    static JobView of(StoredJob job, String pipelineUrl) {
      return new JobView(
          job.id(),
          job.state().title(),
          job.startedAt().toString(),
          job.finishedAt() == null ? null : job.finishedAt().toString(),
          job.error() == null ? null : Problem.of(job.error()),
          pipelineUrl + "/jobs/" + job.id() + "/output");
    }
  }
}
