package dev.wadi.wasm;

import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.Decoder;
import dev.wadi.sdk.format.Encoder;
import dev.wadi.sdk.format.FormatProvider;
import dev.wadi.sdk.format.FormatSignature;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Field;

/// The formats of plugins. Thread-safe.
public final class PluginFormats implements FormatProvider {
  private final Supplier<List<PluginModule>> modules;

  /// Of the plugins in a registry, whatever is in it at the time.
  public PluginFormats(PluginRegistry plugins) {
    this.modules = plugins::modules;
  }

  /// @param modules of which the last goes before others that have a format of the same name
  public PluginFormats(List<PluginModule> modules) {
    List<PluginModule> fixed = List.copyOf(modules);
    this.modules = () -> fixed;
  }

  @Override
  public List<FormatSignature> formats() {
    return modules.get().stream().flatMap(module -> module.formats().stream()).toList();
  }

  @Override
  public String options(FormatSignature format, Options options) {
    return module(format)
        .describe(format)
        .options()
        .json(options, FormatSignature.prefix(format.name()));
  }

  @Override
  public Decoder openDecoder(FormatSignature format, String options, List<Field> columns) {
    PluginModule module = module(format);
    return WasmDecoder.open(module, FormatCalls.of(module.describe(format), columns, options));
  }

  @Override
  public Encoder openEncoder(FormatSignature format, String options, List<Field> columns) {
    PluginModule module = module(format);
    return WasmEncoder.open(module, FormatCalls.of(module.describe(format), columns, options));
  }

  private PluginModule module(FormatSignature format) {
    return modules.get().stream()
        .filter(module -> module.sha256().equals(format.plugin().sha256()))
        .findFirst()
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.NOT_FOUND,
                    "format '%s' needs plugin '%s' (%s), which is not here"
                        .formatted(format.name(), format.plugin().name(), format.plugin().sha256()))
                .withHint("upload the plugin"));
  }
}
