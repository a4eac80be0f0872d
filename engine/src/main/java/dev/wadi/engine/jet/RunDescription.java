package dev.wadi.engine.jet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.engine.checkpoint.DeltaLimits;
import dev.wadi.engine.dataflow.SplitState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// All that the members of a run have to know of it; travels with Jet's job.
///
/// @param jobId our own name of the run
/// @param plan as {@link dev.wadi.engine.plan.PlanCodec} writes it
/// @param pipeline whose run it is
/// @param members their ids; the first one owns the run
/// @param manifest number of the manifest that the run has begun with
/// @param lastEpoch the greatest number that any checkpoint has had so far
/// @param store where the checkpoints are, for people
/// @param limits when only what has changed of a state is written
/// @param splits of the stages that read, with the positions to go on from
record RunDescription(
    String jobId,
    byte[] plan,
    JobSettings settings,
    String pipeline,
    List<UUID> members,
    long manifest,
    long lastEpoch,
    String store,
    DeltaLimits limits,
    Map<Integer, List<SplitState>> splits) {
  /// Under which Jet's job has it.
  static final String ARGUMENT = "wadi.run";

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  RunDescription {
    members = List.copyOf(members);
    splits = Map.copyOf(splits);
  }

  UUID owner() {
    return members.getFirst();
  }

  /// The place of a member.
  Seat seat(UUID member) {
    int number = members.indexOf(member);
    return new Seat(new Placement(members.size()), number < 0 ? members.size() : number);
  }

  /// A line of JSON with a format version.
  byte[] write() {
    try {
      ObjectNode root = JSON.createObjectNode().put("version", VERSION);
      root.set("run", JSON.valueToTree(this));
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws IllegalArgumentException if the bytes are of another format version
  static RunDescription read(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      int version = root.path("version").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "a run is described in version %d, this program reads %d".formatted(version, VERSION));
      }
      return JSON.treeToValue(root.get("run"), RunDescription.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
