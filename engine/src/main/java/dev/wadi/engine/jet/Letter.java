package dev.wadi.engine.jet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.engine.checkpoint.Manifest;
import dev.wadi.engine.checkpoint.TaskFiles.Written;
import dev.wadi.engine.checkpoint.TaskId;
import dev.wadi.engine.checkpoint.TaskState;
import dev.wadi.engine.dataflow.SplitState;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the members of a run tell each other. Each letter says all that there is to say of its
/// subject, so that it does not matter in which order they come.
sealed interface Letter {
  /// To the owner: a task has saved its state, and written it.
  ///
  /// @param failure why it could not be written, null if it was
  record Saved(
      String jobId,
      long epoch,
      TaskId task,
      boolean ended,
      List<SplitState> splits,
      List<Manifest.Output> outputs,
      Written written,
      String failure)
      implements Letter {
    static Saved of(
        String jobId,
        long epoch,
        TaskId task,
        TaskState state,
        Written written,
        IOException failure) {
      return new Saved(
          jobId,
          epoch,
          task,
          state.ended(),
          state.splits(),
          state.outputs(),
          written,
          failure == null ? null : String.valueOf(failure.getMessage()));
    }

    TaskState state() {
      return new TaskState(ended, splits, Map.of(), outputs);
    }

    IOException problem() {
      return failure == null ? null : new IOException(failure);
    }
  }

  /// To the owner: a task has ended of a stage that is read first.
  record FirstEnded(String jobId, TaskId task) implements Letter {}

  /// To the owner: a task that reads has come to its end.
  record SourceFinished(String jobId, TaskId task) implements Letter {}

  /// To the owner: the run cannot go on.
  ///
  /// @param code null if it is our own bug
  /// @param hint may be null
  record Failed(String jobId, ErrorCode code, String message, String hint) implements Letter {
    static Failed of(String jobId, RuntimeException error) {
      return error instanceof WadiException known
          ? new Failed(jobId, known.code(), known.getMessage(), known.hint().orElse(null))
          : new Failed(jobId, null, error.getMessage(), null);
    }

    RuntimeException error() {
      return code == null
          ? new IllegalStateException(message)
          : new WadiException(code, message, null, hint, null);
    }
  }

  /// To the owner: what a member's part has done so far.
  ///
  /// @param over whether it does nothing any more
  record Figures(String jobId, UUID member, boolean over, PartFigures figures) implements Letter {}

  /// From the owner: a checkpoint has been published, or given up.
  record Decided(String jobId, long epoch, boolean published) implements Letter {}

  /// From the owner: nobody waits for the run any more. To be answered with the last figures when
  /// the member's part has ended.
  record Over(String jobId, UUID owner) implements Letter {}

  /// To everybody: a member is about to leave, and nothing more is to begin on it.
  record Leaving(UUID member) implements Letter {}

  ObjectMapper JSON = new ObjectMapper();

  Map<String, Class<?>> KINDS =
      Arrays.stream(Letter.class.getPermittedSubclasses())
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  /// A line of JSON.
  default byte[] write() {
    try {
      ObjectNode root = JSON.createObjectNode();
      root.set(getClass().getSimpleName(), JSON.valueToTree(this));
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Letter read(byte[] bytes) {
    try {
      Map.Entry<String, JsonNode> only = JSON.readTree(bytes).properties().iterator().next();
      return (Letter) JSON.treeToValue(only.getValue(), KINDS.get(only.getKey()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
