package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.engine.log.JobLog;
import dev.wadi.planner.PlannedScript;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.JobState;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.output.JobOutput;
import dev.wadi.server.output.JobOutput.Policy;
import dev.wadi.server.pipeline.PipelinePlanner.Planned;
import dev.wadi.wasm.PluginModule;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A job of this process, running or ended not long ago.
final class LiveJob {
  private final StoredPipeline pipeline;
  private final boolean preview;
  private final Planned planned;
  private final JobOutput output;
  private volatile StoredJob status;
  private volatile Heir heir = Heir.NOBODY;
  private volatile boolean stopWanted;
  private final CompletableFuture<Void> recorded = new CompletableFuture<>();
  private RunningQuery query;

  LiveJob(StoredPipeline pipeline, boolean preview, Planned planned, JobOutput output) {
    this.pipeline = pipeline;
    this.preview = preview;
    this.planned = planned;
    this.output = output;
    this.status = StoredJob.started(Identifiers.next("job"), pipeline.id(), Instant.now());
  }

  /// Labels what is logged from now on.
  JobLog log() {
    return JobLog.of(pipeline.id(), status.id());
  }

  /// The first job of a new pipeline or preview.
  static LiveJob of(
      String id,
      String name,
      String query,
      Planned planned,
      JobSettings settings,
      String owner,
      boolean preview) {
    var pipeline =
        new StoredPipeline(id, name, query, settings.parallelism(), Instant.now(), owner);
    boolean waits = preview && !planned.script().pipeline().sinks().isEmpty();
    Policy policy = waits ? Policy.WAIT_FOR_READERS : Policy.KEEP_LATEST;
    return new LiveJob(pipeline, preview, planned, PipelineStarter.output(policy));
  }

  /// To be called before anybody else sees the job.
  void started(RunningQuery runningQuery) {
    query = runningQuery;
  }

  /// Records the end; the first one counts.
  ///
  /// @return whether this was the first
  synchronized boolean end(JobState state, ErrorDescription error) {
    if (!isRunning()) {
      return false;
    }
    status = status.ended(state, Instant.now(), error);
    output.end(state, error);
    return true;
  }

  /// What has become of it stands in the catalog, if it is to.
  void recorded() {
    recorded.complete(null);
  }

  /// Waits for that; the job must have ended.
  void awaitRecorded() {
    recorded.join();
  }

  /// What it has done so far.
  RunningJob figures() {
    return new RunningJob(
        status.id(),
        pipeline.id(),
        preview,
        status.startedAt(),
        query.servers(),
        query.offHeapBytes(),
        query.metrics(),
        query.checkpointHistory(),
        plugins().stream().map(PluginModule::sha256).toList());
  }

  /// To be called before it can end.
  void bequeath(Heir to) {
    heir = to;
  }

  Heir heir() {
    return heir;
  }

  /// A user wants it to stop, and nobody to take over.
  void wantStop() {
    stopWanted = true;
  }

  boolean isStopWanted() {
    return stopWanted;
  }

  boolean isRunning() {
    return status.state() == JobState.RUNNING;
  }

  StoredPipeline pipeline() {
    return pipeline;
  }

  boolean isPreview() {
    return preview;
  }

  StoredJob status() {
    return status;
  }

  PlannedScript script() {
    return planned.script();
  }

  Planned planned() {
    return planned;
  }

  JobOutput output() {
    return output;
  }

  RunningQuery query() {
    return query;
  }

  boolean hasCheckpoints() {
    return query != null && query.hasCheckpoints();
  }

  List<StageMetrics> metrics() {
    return query == null ? List.of() : query.metrics();
  }

  /// What the plan uses.
  List<PluginModule> plugins() {
    return planned.plugins();
  }
}
