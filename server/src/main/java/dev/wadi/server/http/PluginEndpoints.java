package dev.wadi.server.http;

import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.server.pipeline.Pipelines;
import dev.wadi.server.pipeline.Plugins;
import dev.wadi.server.pipeline.Plugins.Added;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.Quarantine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;

/// `plugins` and `functions`.
final class PluginEndpoints {
  private final Plugins plugins;
  private final Pipelines pipelines;

  PluginEndpoints(Plugins plugins, Pipelines pipelines) {
    this.plugins = plugins;
    this.pipelines = pipelines;
  }

  /// The same module twice is no error: the second time nothing is made.
  Reply add(ApiRequest request) {
    Added done =
        plugins.add(
            request.bytes(),
            latest -> requireExpected(request, latest),
            added -> request.made(added(added)));
    return added(done);
  }

  // What has been kept just now is the latest.
  private static Reply added(Added added) {
    PluginView view = PluginView.of(added.module(), true);
    Reply reply =
        added.isNew()
            ? Reply.created(Api.BASE + "/plugins/" + view.sha256(), view)
            : Reply.ok(view);
    return EntityTag.ofDescription(view.sha256(), view).on(reply);
  }

  // `If-Match` and `If-None-Match` speak of the version that is the latest until now.
  private static void requireExpected(ApiRequest request, Optional<PluginModule> latest) {
    if (!EntityTag.allowsChange(request, latest.map(PluginModule::sha256).orElse(null))) {
      throw new WadiException(
              ErrorCode.PRECONDITION_FAILED,
              latest
                  .map(here ->
                      "the latest version of plugin '%s' is %s"
                          .formatted(here.name(), here.sha256()))
                  .orElse("there is no version of this plugin yet"))
          .withHint("GET /api/v1/plugins says what there is");
    }
  }

  /// In the order in which they came.
  Reply all(ApiRequest request) {
    return Reply.ok(Page.of(request, plugins.all(), PluginModule::sha256).map(this::view));
  }

  Reply get(ApiRequest request) {
    PluginView view = view(plugins.get(request.path("plugin")));
    return EntityTag.ofDescription(view.sha256(), view).unlessKnown(request, Reply.ok(view));
  }

  Reply module(ApiRequest request) {
    PluginModule module = plugins.get(request.path("plugin"));
    return EntityTag.ofModule(module.sha256())
        .unlessKnown(request, Reply.text("application/wasm", plugins.bytes(module)));
  }

  private PluginView view(PluginModule module) {
    return PluginView.of(module, plugins.isLatest(module));
  }

  Reply grant(ApiRequest request) {
    GrantsRequest wanted = request.json(GrantsRequest.class);
    if (wanted.grants() == null) {
      throw new WadiException(ErrorCode.INVALID_REQUEST, "'grants' is missing")
          .withHint("expected {\"grants\": [\"clock\", ...]}, an empty list to take all back");
    }
    return Reply.ok(view(plugins.grant(request.path("plugin"), wanted.grants())));
  }

  Reply release(ApiRequest request) {
    return Reply.ok(view(plugins.release(request.path("plugin"))));
  }

  private record GrantsRequest(List<String> grants) {}

  Reply remove(ApiRequest request) {
    pipelines.removePlugin(request.path("plugin"));
    return Reply.noContent();
  }

  Reply functions(ApiRequest request) {
    List<FunctionView> all =
        plugins.all().stream()
            .filter(plugins::isLatest)
            .flatMap(plugin -> plugin.functions().stream())
            .map(FunctionView::of)
            .toList();
    return Reply.ok(Page.of(request, all, FunctionView::signature));
  }

  private record PluginView(
      String name,
      String version,
      String sdk,
      String sha256,
      boolean latest,
      List<String> capabilities,
      List<String> grants,
      QuarantineView quarantine,
      int sizeBytes,
      List<FunctionView> functions,
      List<FormatView> formats,
      List<String> connectors) {
    private static PluginView of(PluginModule module, boolean latest) {
      return new PluginView(
          module.name(),
          module.version(),
          module.sdk(),
          module.sha256(),
          latest,
          module.capabilities(),
          module.grants().shown(),
          module.quarantine().map(QuarantineView::of).orElse(null),
          module.sizeBytes(),
          module.functions().stream().map(FunctionView::of).toList(),
          module.formats().stream().map(FormatView::of).toList(),
          module.connectors().stream().map(PluginConnector::name).toList());
    }
  }

  private record QuarantineView(String since, int failures, String reason) {
    private static QuarantineView of(Quarantine quarantine) {
      return new QuarantineView(
          quarantine.since().toString(), quarantine.failures(), quarantine.reason());
    }
  }

  // A table function has columns instead of a result.
  private record FunctionView(
      String name,
      String signature,
      String plugin,
      String kind,
      List<ValueView> arguments,
      boolean variadic,
      ValueView result,
      List<ValueView> columns,
      String nulls,
      String volatility) {
    private static FunctionView of(FunctionSignature function) {
      return new FunctionView(
          function.name(),
          signatureOf(function),
          function.plugin().name(),
          function.kind().label(),
          function.arguments().stream().map(ValueView::of).toList(),
          function.variadic(),
          function.givesRows() ? null : ValueView.unnamed(function.result()),
          function.givesRows() ? function.columns().stream().map(ValueView::of).toList() : null,
          function.nulls().name().toLowerCase(Locale.ROOT),
          function.volatility().name().toLowerCase(Locale.ROOT));
    }
  }

  // Tells it from others of its name.
  private static String signatureOf(FunctionSignature function) {
    return function.arguments().stream()
        .map(SqlType::of)
        .collect(
            Collectors.joining(", ", function.name() + "(", function.variadic() ? " ...)" : ")"));
  }

  private record ValueView(String name, String type, boolean nullable) {
    private static ValueView of(Field field) {
      return new ValueView(field.getName(), SqlType.of(field), field.isNullable());
    }

    private static ValueView unnamed(Field field) {
      return new ValueView(null, SqlType.of(field), field.isNullable());
    }
  }
}
