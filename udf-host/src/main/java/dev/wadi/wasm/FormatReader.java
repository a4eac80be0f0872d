package dev.wadi.wasm;

import static dev.wadi.wasm.DescriptionReader.SQL_NAME;
import static dev.wadi.wasm.DescriptionReader.invalid;
import static dev.wadi.wasm.DescriptionReader.name;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.format.FormatSignature.Framing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the formats of a description.
final class FormatReader {
  private static final int FORMATS_MAX = 100;

  private FormatReader() {}

  static List<PluginDescription.Format> readAll(JsonNode nodes) {
    if (nodes.size() > FORMATS_MAX) {
      throw invalid("it has %d formats, at most %d".formatted(nodes.size(), FORMATS_MAX));
    }
    List<PluginDescription.Format> formats = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode node : nodes) {
      PluginDescription.Format format = read(node);
      if (!names.add(format.name())) {
        throw invalid("it has the format '%s' twice".formatted(format.name()));
      }
      formats.add(format);
    }
    return formats;
  }

  private static PluginDescription.Format read(JsonNode node) {
    String name = name(node, "name", SQL_NAME, "a format");
    String where = "format '%s'".formatted(name);
    if (FormatSignature.BUILT_IN.contains(name)) {
      throw invalid(where + " has the name of one that is built in");
    }
    boolean decodes = node.path("decodes").asBoolean(false);
    boolean encodes = node.path("encodes").asBoolean(false);
    if (!decodes && !encodes) {
      throw invalid(where + " neither decodes nor encodes");
    }
    return new PluginDescription.Format(
        name,
        DescriptionReader.export(node, name, where),
        DescriptionReader.sentence(node, where),
        OptionReader.read(node.path("options"), where),
        framing(node, where),
        decodes,
        encodes);
  }

  private static Framing framing(JsonNode node, String where) {
    String framing = node.path("framing").asText("lines");
    return switch (framing) {
      case "lines" -> Framing.LINES;
      case "none" -> Framing.NONE;
      default ->
          throw invalid(
              "%s has framing '%s', expected lines or none"
                  .formatted(where, GuestText.shown(framing)));
    };
  }
}
