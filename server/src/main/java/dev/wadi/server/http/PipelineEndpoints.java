package dev.wadi.server.http;

import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.planner.PlanPrinter;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.PluginReference;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.pipeline.ConnectionTables;
import dev.wadi.server.pipeline.PipelineStatus;
import dev.wadi.server.pipeline.Pipelines;
import dev.wadi.server.pipeline.StopMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `pipelines` themselves; their jobs are in {@link JobEndpoints}.
final class PipelineEndpoints {
  private static final int MAX_PAGE = 1_000;

  private final ConnectionTables tables;
  private final Pipelines pipelines;

  PipelineEndpoints(ConnectionTables tables, Pipelines pipelines) {
    this.tables = tables;
    this.pipelines = pipelines;
  }

  private record QueryPost(String query) {}

  private record PreviewPost(String query, Integer parallelism) {}

  private record PipelinePost(String name, String query, Integer parallelism) {}

  /// One of them.
  private record PipelinePatch(String stop, Integer parallelism, UpgradePatch upgradePlugin) {}

  /// @param name of the plugin
  /// @param version such as `sha256:0f3a`; the latest if absent
  private record UpgradePatch(String name, String version) {}

  /// @param ignoreState whether it begins from the beginning and not from its last checkpoint
  private record RestartPost(Boolean ignoreState) {}

  /// What a query would do, or what is wrong with it; a wrong query is no failed request.
  Reply validate(ApiRequest request) {
    String query = required(request.json(QueryPost.class).query(), "query");
    try {
      PlannedScript script = tables.plan(query);
      return Reply.ok(new Validation(graph(script), List.of()));
    } catch (WadiException e) {
      return Reply.ok(new Validation(null, List.of(ErrorDescription.of(e))));
    }
  }

  private static String graph(PlannedScript script) {
    Stream<String> started = script.pipeline().sinks().stream().map(PlanPrinter::print);
    return Stream.concat(started, script.explanations().stream()).collect(Collectors.joining("\n"));
  }

  /// @param graph the plans as EXPLAIN shows them, or null
  private record Validation(String graph, List<ErrorDescription> errors) {}

  Reply preview(ApiRequest request) {
    PreviewPost post = request.json(PreviewPost.class);
    String query = required(post.query(), "query");
    return created(pipelines.preview(query, parallelism(post.parallelism()), request.caller()));
  }

  Reply create(ApiRequest request) {
    PipelinePost post = request.json(PipelinePost.class);
    String name = required(post.name(), "name");
    String query = required(post.query(), "query");
    return created(
        pipelines.create(name, query, parallelism(post.parallelism()), request.caller().name()));
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

  private static String required(String value, String property) {
    if (value == null || value.isBlank()) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST, "the request needs the property '%s'".formatted(property));
    }
    return value;
  }

  /// Newest first; `limit` and `starting_after` (an id) make pages.
  Reply all(ApiRequest request) {
    int limit = request.number("limit", MAX_PAGE, 1, MAX_PAGE);
    String after = request.query("starting_after");
    List<PipelineStatus> all = pipelines.all();
    int from = after == null ? 0 : positionOf(after, all) + 1;
    int to = Math.min(all.size(), from + limit);
    List<PipelineView> page = all.subList(from, to).stream().map(PipelineView::of).toList();
    return Reply.ok(new Listing<>(page, to < all.size()));
  }

  private static int positionOf(String id, List<PipelineStatus> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).pipeline().id().equals(id)) {
        return i;
      }
    }
    throw new WadiException(
        ErrorCode.INVALID_REQUEST, "parameter 'starting_after': no pipeline '%s'".formatted(id));
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
    OptionalInt parallelism = parallelism(patch.parallelism());
    return parallelism.isPresent()
        ? Reply.ok(PipelineView.of(pipelines.rescale(id, parallelism.getAsInt())))
        : stop(id, required(patch.stop(), "stop"));
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
        "stop is '%s', expected 'checkpoint', 'graceful' or 'immediate'".formatted(stop));
  }

  private Reply upgrade(String id, UpgradePatch patch) {
    String plugin = required(patch.name(), "upgrade_plugin.name");
    String version = patch.version() == null ? "" : patch.version();
    String reference = new PluginReference(plugin, version).toString();
    return Reply.ok(PipelineView.of(pipelines.upgrade(id, reference)));
  }

  private static void requireOne(PipelinePatch patch) {
    if (Stream.of(patch.stop(), patch.parallelism(), patch.upgradePlugin())
            .filter(Objects::nonNull)
            .count()
        > 1) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST,
              "'stop', 'parallelism' and 'upgrade_plugin' are requests of their own")
          .withHint("send them one after the other");
    }
  }

  /// Starts a pipeline again that does not run.
  Reply restart(ApiRequest request) {
    boolean anew = Boolean.TRUE.equals(request.json(RestartPost.class).ignoreState());
    return Reply.ok(PipelineView.of(pipelines.restart(owned(request), anew)));
  }

  Reply delete(ApiRequest request) {
    pipelines.delete(owned(request));
    return Reply.noContent();
  }

  // The pipeline of a request that may change it.
  private String owned(ApiRequest request) {
    PipelineStatus status = pipelines.get(request.path("pipeline"));
    status.requireChangeableBy(request.caller());
    return status.pipeline().id();
  }
}
