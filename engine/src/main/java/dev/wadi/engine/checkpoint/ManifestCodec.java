package dev.wadi.engine.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A manifest as bytes: a line of JSON with a format version, and a line with its checksum, so that
/// one that is cut off or damaged is told from a whole one.
final class ManifestCodec {
  static final int VERSION = 2;

  private static final String CHECKSUM = "crc32c ";
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private ManifestCodec() {}

  static ByteSequence write(Manifest manifest) {
    return sealed(
        JSON.createObjectNode()
            .put("version", VERSION)
            .setAll((ObjectNode) JSON.valueToTree(manifest)));
  }

  static ByteSequence sealed(JsonNode json) {
    try {
      ByteSequence bytes = ByteSequence.of(JSON.writeValueAsBytes(json));
      String seal = "\n" + CHECKSUM + bytes.checksum() + "\n";
      byte[] ending = seal.getBytes(StandardCharsets.UTF_8);
      bytes.write(ending, 0, ending.length);
      return bytes;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param name of the file, for messages
  /// @throws DamagedFileException if they are damaged
  /// @throws WadiException if they are of a newer version of the format
  static Manifest read(String name, byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    if (end < 0 || !text.substring(end + 1).startsWith(CHECKSUM) || !text.endsWith("\n")) {
      throw new DamagedFileException("'%s' is cut off".formatted(name));
    }
    byte[] body = text.substring(0, end).getBytes(StandardCharsets.UTF_8);
    String sum = text.substring(end + 1 + CHECKSUM.length()).strip();
    if (!ByteSequence.of(body).checksum().equals(sum)) {
      throw new DamagedFileException("'%s' is damaged: its checksum is wrong".formatted(name));
    }
    try {
      return read(name, JSON.readTree(body));
    } catch (JsonProcessingException e) {
      throw new DamagedFileException(
          "'%s' is no manifest: %s".formatted(name, e.getOriginalMessage()));
    }
  }

  private static Manifest read(String name, JsonNode json) throws JsonProcessingException {
    int version = json.path("version").asInt();
    if (version > VERSION) {
      throw new WadiException(
              ErrorCode.CHECKPOINT_UNUSABLE,
              "the checkpoint '%s' has format version %d, this program knows versions up to %d"
                  .formatted(name, version, VERSION))
          .withHint("use the newer version of Wadi that wrote it");
    }
    if (version < 2) {
      json.path("stages").forEach(stage -> nameStates((ObjectNode) stage));
    }
    return JSON.treeToValue(json, Manifest.class);
  }

  // In version 1, a state was a file.
  private static void nameStates(ObjectNode stage) {
    ArrayNode states = stage.putArray("states");
    for (JsonNode file : stage.path("files")) {
      ObjectNode state = states.addObject();
      state.set("step", file.path("step"));
      state.set("subtask", file.path("subtask"));
      state.putArray("files").add(file);
    }
  }
}
