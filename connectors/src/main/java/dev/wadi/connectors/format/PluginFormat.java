package dev.wadi.connectors.format;

import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.Decoder;
import dev.wadi.sdk.format.Encoder;
import dev.wadi.sdk.format.FormatProvider;
import dev.wadi.sdk.format.FormatSignature;
import org.apache.arrow.vector.types.pojo.Schema;

/// A plugin's format as a table has it.
///
/// @param options as the plugin gets them
/// @param schema of the table, without what its records do not hold
public record PluginFormat(
    FormatSignature format, String options, Schema schema, FormatProvider plugins) {

  // The plugin itself has a say in options and columns, so it is asked.
  void check(String table, Direction direction) {
    boolean reads = direction != Direction.SINK;
    if (!(reads ? format.decodes() : format.encodes())) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "table '%s' cannot be %s: format '%s' of plugin '%s' only %s"
                  .formatted(
                      table,
                      reads ? "read" : "written",
                      format.name(),
                      format.plugin().name(),
                      reads ? "encodes" : "decodes"))
          .withHint("use another format for this table");
    }
    try {
      if (reads) {
        decoder().close();
      } else {
        encoder().close();
      }
    } catch (WadiException e) {
      throw new WadiException(e.code(), "table '%s': %s".formatted(table, e.getMessage()), e)
          .withHint(e.hint().orElse(null));
    }
  }

  /// For all columns of the table: what a record means must not depend on what a query reads of it.
  public Decoder decoder() {
    return plugins.openDecoder(format, options, schema.getFields());
  }

  public Encoder encoder() {
    return plugins.openEncoder(format, options, schema.getFields());
  }
}
