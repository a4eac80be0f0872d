package dev.wadi.server.http;

import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.planner.PlanPrinter;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.PluginReference;
import dev.wadi.server.pipeline.NewPipeline;
import dev.wadi.server.pipeline.PipelineStatus;
import dev.wadi.server.pipeline.Pipelines;
import dev.wadi.server.pipeline.RestartFrom;
import dev.wadi.server.pipeline.SentPlugin;
import dev.wadi.server.pipeline.StopMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `pipelines` themselves; their jobs are in {@link JobEndpoints}.
final class PipelineEndpoints {
  private static final long LEAST_INTERVAL_MICROS = 1_000;
  private static final long GREATEST_INTERVAL_MICROS = 86_400_000_000L;

  private final Pipelines pipelines;

  PipelineEndpoints(Pipelines pipelines) {
    this.pipelines = pipelines;
  }

  private record PreviewPost(String query, Integer parallelism, List<PluginPost> plugins) {}

  private record QueryPost(String query, List<PluginPost> plugins) {}

  private record PipelinePost(
      String name, String query, Integer parallelism, List<PluginPost> plugins) {}

  /// One of them.
  private record PipelinePatch(
      String stop,
      Integer parallelism,
      Long checkpointIntervalMicros,
      UpgradePatch upgradePlugin) {}

  /// @param name of the plugin
  /// @param version such as `sha256:0f3a`; the latest if absent
  private record UpgradePatch(String name, String version) {}

  /// @param ignoreState whether it begins from the beginning and not from its last checkpoint
  /// @param savepoint the name of the checkpoint from which it goes on instead
  private record RestartPost(Boolean ignoreState, String savepoint) {
    private RestartFrom from() {
      boolean anew = Boolean.TRUE.equals(ignoreState);
      if (anew && savepoint != null) {
        throw new WadiException(
                ErrorCode.INVALID_REQUEST, "'ignore_state' and 'savepoint' contradict each other")
            .withHint("send one of them");
      }
      if (anew) {
        return new RestartFrom.Beginning();
      }
      return savepoint == null
          ? new RestartFrom.LastCheckpoint()
          : new RestartFrom.Savepoint(savepoint);
    }
  }

  /// What a query would do, or what is wrong with it; a wrong query is no failed request.
  Reply validate(ApiRequest request) {
    QueryPost post = request.json(QueryPost.class);
    String query = query(post.query());
    List<SentPlugin> brought = PluginPost.all(post.plugins(), request.caller());
    try {
      PlannedScript script = pipelines.plan(query, brought);
      return Reply.ok(new Validation(graph(script), List.of()));
    } catch (WadiException e) {
      return Reply.ok(new Validation(null, List.of(Diagnostic.of(e))));
    }
  }

  private static String graph(PlannedScript script) {
    Stream<String> started = script.pipeline().sinks().stream().map(PlanPrinter::print);
    return Stream.concat(started, script.explanations().stream()).collect(Collectors.joining("\n"));
  }

  /// @param graph the plans as EXPLAIN shows them, or null
  private record Validation(String graph, List<Diagnostic> errors) {}

  Reply preview(ApiRequest request) {
    PreviewPost post = request.json(PreviewPost.class);
    String query = query(post.query());
    if (post.plugins() != null) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST, "a preview is forgotten, and brings no plugins that stay")
          .withHint("upload them first: POST /api/v1/plugins");
    }
    return created(pipelines.preview(query, parallelism(post.parallelism()), request.caller()));
  }

  Reply create(ApiRequest request) {
    PipelinePost post = request.json(PipelinePost.class);
    var wanted =
        new NewPipeline(
            required(post.name(), "name"),
            query(post.query()),
            parallelism(post.parallelism()),
            request.caller().name(),
            PluginPost.all(post.plugins(), request.caller()));
    return created(pipelines.create(wanted, status -> request.made(created(status))));
  }

  private static Reply created(PipelineStatus status) {
    PipelineView view = PipelineView.of(status);
    return Reply.created(view.url(), view);
  }

  private static OptionalInt parallelism(Integer requested) {
    if (requested == null) {
      return OptionalInt.empty();
    }
    if (requested < 1 || requested > PipelineSettings.PARALLELISM_MAX) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST,
          "parallelism is %d, expected 1 to %d"
              .formatted(requested, PipelineSettings.PARALLELISM_MAX));
    }
    return OptionalInt.of(requested);
  }

  private static String query(String value) {
    String query = required(value, "query");
    if (query.length() > Api.JSON_BYTES) {
      throw new WadiException(
          ErrorCode.REQUEST_TOO_LARGE,
          "the query has more than %,d characters".formatted(Api.JSON_BYTES));
    }
    return query;
  }

  private static String required(String value, String property) {
    if (value == null || value.isBlank()) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST, "the request needs the property '%s'".formatted(property));
    }
    return value;
  }

  /// Newest first.
  Reply all(ApiRequest request) {
    return Reply.ok(
        Page.of(request, pipelines.all(), status -> status.pipeline().id()).map(PipelineView::of));
  }

  Reply get(ApiRequest request) {
    return Reply.ok(PipelineView.of(pipelines.get(request.path("pipeline"))));
  }

  Reply change(ApiRequest request) {
    String id = owned(request);
    PipelinePatch patch = request.json(PipelinePatch.class);
    requireOne(patch);
    if (patch.upgradePlugin() != null) {
      return upgrade(id, patch.upgradePlugin());
    }
    if (patch.checkpointIntervalMicros() != null) {
      Duration interval = interval(patch.checkpointIntervalMicros());
      return Reply.ok(
          PipelineView.of(pipelines.retune(id, one -> one.withCheckpointInterval(interval))));
    }
    OptionalInt parallelism = parallelism(patch.parallelism());
    return parallelism.isPresent()
        ? Reply.ok(
            PipelineView.of(
                pipelines.retune(id, one -> one.withParallelism(parallelism.getAsInt()))))
        : stop(id, required(patch.stop(), "stop"));
  }

  private static Duration interval(long micros) {
    if (micros < LEAST_INTERVAL_MICROS || micros > GREATEST_INTERVAL_MICROS) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST,
          "checkpoint_interval_micros is %d, expected %d to %d"
              .formatted(micros, LEAST_INTERVAL_MICROS, GREATEST_INTERVAL_MICROS));
    }
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  private Reply stop(String id, String stop) {
    for (StopMode mode : StopMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(stop)) {
        return Reply.ok(PipelineView.of(pipelines.stop(id, mode)));
      }
    }
    pipelines.get(id);
    throw new WadiException(
        ErrorCode.INVALID_REQUEST,
        "stop is '%s', expected 'checkpoint', 'graceful', 'immediate' or 'force'".formatted(stop));
  }

  private Reply upgrade(String id, UpgradePatch patch) {
    String plugin = required(patch.name(), "upgrade_plugin.name");
    String version = patch.version() == null ? "" : patch.version();
    String reference = new PluginReference(plugin, version).toString();
    return Reply.ok(PipelineView.of(pipelines.upgrade(id, reference)));
  }

  private static void requireOne(PipelinePatch patch) {
    if (Stream.of(
                patch.stop(),
                patch.parallelism(),
                patch.checkpointIntervalMicros(),
                patch.upgradePlugin())
            .filter(Objects::nonNull)
            .count()
        > 1) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST,
              "'stop', 'parallelism', 'checkpoint_interval_micros' and 'upgrade_plugin' are"
                  + " requests of their own")
          .withHint("send them one after the other");
    }
  }

  /// Starts a pipeline again that does not run.
  Reply restart(ApiRequest request) {
    RestartFrom from = request.json(RestartPost.class).from();
    return Reply.ok(PipelineView.of(pipelines.restart(owned(request), from)));
  }

  Reply delete(ApiRequest request) {
    pipelines.delete(owned(request));
    return Reply.noContent();
  }

  // The pipeline of a request that may change it.
  private String owned(ApiRequest request) {
    return owned(pipelines, request);
  }

  static String owned(Pipelines pipelines, ApiRequest request) {
    PipelineStatus status = pipelines.get(request.path("pipeline"));
    status.requireChangeableBy(request.caller());
    return status.pipeline().id();
  }
}
