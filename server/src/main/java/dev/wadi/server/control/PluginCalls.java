package dev.wadi.server.control;

import com.google.protobuf.ByteString;
import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.server.access.Role;
import dev.wadi.server.control.protocol.Wadi;
import dev.wadi.server.control.protocol.Wadi.Function;
import dev.wadi.server.control.protocol.Wadi.GetPluginRequest;
import dev.wadi.server.control.protocol.Wadi.GrantRequest;
import dev.wadi.server.control.protocol.Wadi.ListPluginsRequest;
import dev.wadi.server.control.protocol.Wadi.ListPluginsResponse;
import dev.wadi.server.control.protocol.Wadi.Plugin;
import dev.wadi.server.control.protocol.Wadi.RemovePluginRequest;
import dev.wadi.server.control.protocol.Wadi.RemovePluginResponse;
import dev.wadi.server.control.protocol.Wadi.UploadRequest;
import dev.wadi.server.control.protocol.Wadi.UploadResponse;
import dev.wadi.server.control.protocol.Wadi.Value;
import dev.wadi.server.grpc.GrpcService;
import dev.wadi.server.grpc.InboundMessages;
import dev.wadi.server.pipeline.Pipelines;
import dev.wadi.server.pipeline.Plugins;
import dev.wadi.server.pipeline.Plugins.Added;
import dev.wadi.wasm.PluginModule;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;

/// `wadi.v1.Plugins`
public final class PluginCalls {
  private static final int MODULE_BYTES_MOST = 8 << 20;

  private final Plugins plugins;
  private final Pipelines pipelines;

  public PluginCalls(Plugins plugins, Pipelines pipelines) {
    this.plugins = plugins;
    this.pipelines = pipelines;
  }

  public GrpcService service() {
    var service = new GrpcService(Wadi.getDescriptor().findServiceByName("Plugins"));
    service.change(
        Role.DEVELOPER,
        "Upload",
        UploadRequest.getDefaultInstance(),
        (_, pieces, answers) -> answers.send(upload(pieces)));
    service.method(
        Role.VIEWER,
        "Get",
        GetPluginRequest.getDefaultInstance(),
        (_, asked) -> view(plugins.get(asked.getPlugin())));
    service.method(
        Role.VIEWER, "List", ListPluginsRequest.getDefaultInstance(), (_, asked) -> all());
    service.change(
        Role.ADMIN, "Grant", GrantRequest.getDefaultInstance(), (_, asked) -> grant(asked));
    service.change(
        Role.DEVELOPER,
        "Remove",
        RemovePluginRequest.getDefaultInstance(),
        (_, asked) -> remove(asked));
    return service;
  }

  private UploadResponse upload(InboundMessages<UploadRequest> pieces) {
    ByteString module = ByteString.EMPTY;
    for (Optional<UploadRequest> next = pieces.next(); next.isPresent(); next = pieces.next()) {
      module = module.concat(next.get().getPiece());
      if (module.size() > MODULE_BYTES_MOST) {
        throw new WadiException(
                ErrorCode.PLUGIN_TOO_LARGE,
                "the module has more than %d bytes".formatted(MODULE_BYTES_MOST))
            .withHint("build it for size, without debug information");
      }
    }
    Added added = plugins.add(module.toByteArray());
    return UploadResponse.newBuilder()
        .setPlugin(view(added.module()))
        .setIsNew(added.isNew())
        .build();
  }

  private ListPluginsResponse all() {
    return ListPluginsResponse.newBuilder()
        .addAllPlugins(plugins.all().stream().map(this::view).toList())
        .build();
  }

  private Plugin grant(GrantRequest asked) {
    return view(plugins.grant(asked.getPlugin(), List.copyOf(asked.getGrantsList())));
  }

  private RemovePluginResponse remove(RemovePluginRequest asked) {
    pipelines.removePlugin(asked.getPlugin());
    return RemovePluginResponse.getDefaultInstance();
  }

  private Plugin view(PluginModule module) {
    Plugin.Builder view =
        Plugin.newBuilder()
            .setName(module.name())
            .setVersion(module.version())
            .setSdk(module.sdk())
            .setSha256(module.sha256())
            .setSizeBytes(module.sizeBytes())
            .setLatest(plugins.isLatest(module))
            .addAllCapabilities(module.capabilities())
            .addAllGrants(module.grants().shown())
            .addAllFunctions(module.functions().stream().map(PluginCalls::function).toList())
            .addAllConnectors(module.connectors().stream().map(PluginConnector::name).toList())
            .addAllFormats(module.formats().stream().map(FormatSignature::name).toList());
    module.quarantine().ifPresent(quarantine -> view.setQuarantine(quarantine.reason()));
    return view.build();
  }

  private static Function function(FunctionSignature function) {
    List<Field> results = function.givesRows() ? function.columns() : List.of(function.result());
    return Function.newBuilder()
        .setName(function.name())
        .setKind(function.kind().label())
        .addAllArguments(function.arguments().stream().map(PluginCalls::value).toList())
        .setVariadic(function.variadic())
        .addAllResults(results.stream().map(PluginCalls::value).toList())
        .build();
  }

  private static Value value(Field field) {
    return Value.newBuilder()
        .setName(field.getName() == null ? "" : field.getName())
        .setType(SqlType.of(field))
        .setNullable(field.isNullable())
        .build();
  }
}
