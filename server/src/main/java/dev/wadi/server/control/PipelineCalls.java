package dev.wadi.server.control;

import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.control.protocol.Wadi;
import dev.wadi.server.control.protocol.Wadi.GetPipelineRequest;
import dev.wadi.server.control.protocol.Wadi.ListPipelinesRequest;
import dev.wadi.server.control.protocol.Wadi.ListPipelinesResponse;
import dev.wadi.server.control.protocol.Wadi.Pipeline;
import dev.wadi.server.control.protocol.Wadi.PipelineProgress;
import dev.wadi.server.control.protocol.Wadi.RemovePipelineRequest;
import dev.wadi.server.control.protocol.Wadi.RemovePipelineResponse;
import dev.wadi.server.control.protocol.Wadi.RestartRequest;
import dev.wadi.server.control.protocol.Wadi.StopRequest;
import dev.wadi.server.control.protocol.Wadi.SubmitRequest;
import dev.wadi.server.control.protocol.Wadi.WatchRequest;
import dev.wadi.server.grpc.CallProblem;
import dev.wadi.server.grpc.GrpcService;
import dev.wadi.server.grpc.InboundMessages;
import dev.wadi.server.grpc.OutboundMessages;
import dev.wadi.server.pipeline.NewPipeline;
import dev.wadi.server.pipeline.PipelineStatus;
import dev.wadi.server.pipeline.Pipelines;
import dev.wadi.server.pipeline.RestartFrom;
import dev.wadi.server.pipeline.StopMode;
import java.util.OptionalInt;

/// `wadi.v1.Pipelines`
public final class PipelineCalls {
  private static final int INTERVAL_MILLIS = 1_000;
  private static final int INTERVAL_MILLIS_LEAST = 100;

  private final Pipelines pipelines;

  public PipelineCalls(Pipelines pipelines) {
    this.pipelines = pipelines;
  }

  public GrpcService service() {
    var service = new GrpcService(Wadi.getDescriptor().findServiceByName("Pipelines"));
    service.change(Role.DEVELOPER, "Submit", SubmitRequest.getDefaultInstance(), this::submit);
    service.method(
        Role.VIEWER,
        "Get",
        GetPipelineRequest.getDefaultInstance(),
        (_, asked) -> PipelineViews.of(pipelines.get(asked.getPipeline())));
    service.method(
        Role.VIEWER, "List", ListPipelinesRequest.getDefaultInstance(), (_, asked) -> all());
    service.change(Role.DEVELOPER, "Stop", StopRequest.getDefaultInstance(), this::stop);
    service.change(Role.DEVELOPER, "Restart", RestartRequest.getDefaultInstance(), this::restart);
    service.change(
        Role.DEVELOPER, "Remove", RemovePipelineRequest.getDefaultInstance(), this::remove);
    service.method(Role.VIEWER, "Watch", WatchRequest.getDefaultInstance(), this::watch);
    service.atOwner("Stop", StopRequest::getPipeline, Pipeline.getDefaultInstance());
    service.atOwner("Restart", RestartRequest::getPipeline, Pipeline.getDefaultInstance());
    service.atOwner(
        "Remove", RemovePipelineRequest::getPipeline, RemovePipelineResponse.getDefaultInstance());
    service.atOwner("Watch", WatchRequest::getPipeline, PipelineProgress.getDefaultInstance());
    return service;
  }

  private Pipeline submit(Caller caller, SubmitRequest asked) {
    if (asked.getName().isBlank() || asked.getQuery().isBlank()) {
      throw CallProblem.malformed("a pipeline needs a name and a query", null);
    }
    return PipelineViews.of(
        pipelines.create(
            new NewPipeline(asked.getName(), asked.getQuery(), parallelism(asked), caller.name())));
  }

  private static OptionalInt parallelism(SubmitRequest asked) {
    if (!asked.hasParallelism()) {
      return OptionalInt.empty();
    }
    if (asked.getParallelism() < 1 || asked.getParallelism() > PipelineSettings.PARALLELISM_MAX) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST,
          "parallelism is %d, expected 1 to %d"
              .formatted(asked.getParallelism(), PipelineSettings.PARALLELISM_MAX));
    }
    return OptionalInt.of(asked.getParallelism());
  }

  private ListPipelinesResponse all() {
    return ListPipelinesResponse.newBuilder()
        .addAllPipelines(pipelines.all().stream().map(PipelineViews::of).toList())
        .build();
  }

  private Pipeline stop(Caller caller, StopRequest asked) {
    pipelines.get(asked.getPipeline()).requireChangeableBy(caller);
    StopMode mode =
        switch (asked.getMode()) {
          case STOP_MODE_IMMEDIATE -> StopMode.IMMEDIATE;
          case STOP_MODE_CHECKPOINT -> StopMode.CHECKPOINT;
          case UNRECOGNIZED -> throw CallProblem.malformed("there is no such mode", null);
        };
    return PipelineViews.of(pipelines.stop(asked.getPipeline(), mode));
  }

  private Pipeline restart(Caller caller, RestartRequest asked) {
    pipelines.get(asked.getPipeline()).requireChangeableBy(caller);
    RestartFrom from =
        asked.getIgnoreState() ? new RestartFrom.Beginning() : new RestartFrom.LastCheckpoint();
    return PipelineViews.of(pipelines.restart(asked.getPipeline(), from));
  }

  private RemovePipelineResponse remove(Caller caller, RemovePipelineRequest asked) {
    pipelines.get(asked.getPipeline()).requireChangeableBy(caller);
    pipelines.delete(asked.getPipeline());
    return RemovePipelineResponse.getDefaultInstance();
  }

  private void watch(
      Caller caller,
      InboundMessages<WatchRequest> questions,
      OutboundMessages<PipelineProgress> answers) {
    WatchRequest asked = questions.first();
    int interval = asked.getIntervalMillis() == 0 ? INTERVAL_MILLIS : asked.getIntervalMillis();
    if (interval < INTERVAL_MILLIS_LEAST) {
      throw CallProblem.malformed(
          "interval_millis is %d, expected at least %d".formatted(interval, INTERVAL_MILLIS_LEAST),
          null);
    }
    questions.whenGone(Thread.currentThread()::interrupt);
    boolean running = true;
    while (running) {
      PipelineStatus status = pipelines.get(asked.getPipeline());
      StoredJob job = status.jobs().getFirst();
      running = job.state().isActive();
      answers.send(progress(asked.getPipeline(), job));
      running = running && waited(interval);
    }
  }

  // Whether the client is still there.
  private static boolean waited(int millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private PipelineProgress progress(String pipeline, StoredJob job) {
    PipelineProgress.Builder progress = PipelineProgress.newBuilder().setJob(PipelineViews.of(job));
    try {
      pipelines.metrics(pipeline, job.id()).stream()
          .map(PipelineViews::of)
          .forEach(progress::addStages);
    } catch (WadiException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      // The job ended long ago, and has been forgotten.
    }
    return progress.build();
  }
}
