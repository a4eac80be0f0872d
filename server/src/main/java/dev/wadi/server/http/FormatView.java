package dev.wadi.server.http;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.connectors.format.MessageFormat;
import dev.wadi.sdk.format.FormatSignature;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A format as clients see it.
///
/// @param plugin that it belongs to; null if it is built in
/// @param schema of its options
record FormatView(
    String name,
    String description,
    String plugin,
    boolean decodes,
    boolean encodes,
    String framing,
    List<OptionView> options,
    Map<String, Object> schema) {
  static FormatView of(FormatSignature format) {
    return new FormatView(
        format.name(),
        format.description(),
        format.plugin().name(),
        format.decodes(),
        format.encodes(),
        format.framing().name().toLowerCase(Locale.ROOT),
        OptionView.all(format.options()),
        OptionSchema.of(format.options(), false));
  }

  /// The one that is built in for messages only.
  static FormatView avro() {
    return new FormatView(
        "avro",
        "Datums of Avro, with a schema registry or without",
        null,
        true,
        true,
        "none",
        OptionView.all(MessageFormat.AVRO_OPTIONS),
        OptionSchema.of(MessageFormat.AVRO_OPTIONS, false));
  }

  static FormatView of(FileFormat.Kind format) {
    boolean lines = format != FileFormat.Kind.PARQUET && format != FileFormat.Kind.CSV;
    return new FormatView(
        format.name().toLowerCase(Locale.ROOT),
        format.description(),
        null,
        true,
        true,
        lines ? "lines" : "none",
        OptionView.all(format.options()),
        OptionSchema.of(format.options(), false));
  }
}
