package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.cluster.Owners;
import dev.wadi.server.pipeline.PipelinePlanner.Planned;
import java.util.function.Consumer;
import java.util.function.Function;

/// Makes pipelines: the plugins that they bring, what is remembered of them, and their first job.
/// There is all of it or nothing. Thread-safe.
final class Creation {
  private final Catalog catalog;
  private final Plugins plugins;
  private final PipelinePlanner planner;
  private final PipelineStarter starter;
  private final LiveJobs live;
  private final Owners owners;
  private final Function<LiveJob, PipelineStatus> status;

  /// @param status what people see of a job's pipeline
  Creation(
      Catalog catalog,
      Plugins plugins,
      PipelinePlanner planner,
      PipelineStarter starter,
      LiveJobs live,
      Owners owners,
      Function<LiveJob, PipelineStatus> status) {
    this.catalog = catalog;
    this.plugins = plugins;
    this.planner = planner;
    this.starter = starter;
    this.live = live;
    this.owners = owners;
    this.status = status;
  }

  /// @param alongside what is recorded in the same moment
  PipelineStatus create(NewPipeline wanted, Consumer<PipelineStatus> alongside) {
    return wanted.plugins().isEmpty()
        ? create(wanted, planner.first(wanted.query()), () -> {}, alongside)
        : plugins.adding(
            wanted.plugins(),
            arrival -> {
              Planned planned = planner.first(wanted.query(), arrival.modules());
              arrival.keep();
              return create(wanted, planned, arrival::store, alongside);
            });
  }

  private PipelineStatus create(
      NewPipeline wanted, Planned planned, Runnable before, Consumer<PipelineStatus> alongside) {
    PlannedScript script = planned.script();
    QueryRunner.requireQuery(script);
    if (script.analyzed()) {
      throw new WadiException(ErrorCode.INVALID_SQL, "EXPLAIN ANALYZE is no pipeline")
          .withHint("run it as a preview");
    }
    JobSettings settings = starter.settings(script, wanted.parallelism());
    String id = Identifiers.next("pl");
    LiveJob job =
        LiveJob.of(id, wanted.name(), wanted.query(), planned, settings, wanted.owner(), false);
    catalog.atomically(() -> {
      before.run();
      catalog.pipelines().add(job.pipeline());
      owners.require(id);
      catalog.pins().put(id, planned.hashes());
      catalog.jobs().add(job.status());
      alongside.accept(status.apply(job));
    });
    try {
      live.start(job, settings);
    } catch (RuntimeException e) {
      catalog.pipelines().remove(id);
      throw e;
    }
    return status.apply(job);
  }
}
