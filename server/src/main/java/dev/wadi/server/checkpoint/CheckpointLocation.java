package dev.wadi.server.checkpoint;

import dev.wadi.engine.checkpoint.CheckpointStore;
import dev.wadi.engine.checkpoint.DirectoryStore;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/// Where the checkpoints of all pipelines are kept.
public sealed interface CheckpointLocation {
  /// @throws WadiException if checkpoints cannot be kept there; what cannot be reached just now may
  ///   be reached later
  CheckpointStores open();

  /// @param text a path, or `s3://bucket/prefix`
  /// @param access how a bucket is reached
  /// @throws WadiException if it is neither
  static CheckpointLocation parse(String text, S3Access access) {
    if (text.startsWith("s3://")) {
      return bucket(text, access);
    }
    if (text.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      throw invalid(text);
    }
    return new Directory(Path.of(text));
  }

  private static Bucket bucket(String text, S3Access access) {
    try {
      var uri = new URI(text);
      if (uri.getHost() == null
          || uri.getPort() >= 0
          || uri.getUserInfo() != null
          || uri.getQuery() != null
          || uri.getFragment() != null) {
        throw invalid(text);
      }
      String prefix = uri.getPath().replaceAll("^/+|/+$", "");
      return new Bucket(uri.getHost(), prefix.isEmpty() ? "" : prefix + "/", access);
    } catch (URISyntaxException e) {
      throw invalid(text);
    }
  }

  private static WadiException invalid(String text) {
    return new WadiException(
            ErrorCode.INVALID_ARGUMENT, "checkpoints cannot be kept at '%s'".formatted(text))
        .withHint("name a directory, or a bucket and a prefix: s3://bucket/prefix");
  }

  /// A folder for each pipeline.
  record Directory(Path path) implements CheckpointLocation {
    @Override
    public CheckpointStores open() {
      return new CheckpointStores() {
        @Override
        public CheckpointStore of(String pipelineId) {
          return new DirectoryStore(path.resolve(pipelineId));
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }

  /// Objects whose names begin with the prefix and a pipeline.
  ///
  /// @param prefix empty, or ends with a slash
  record Bucket(String name, String prefix, S3Access access) implements CheckpointLocation {
    @Override
    public CheckpointStores open() {
      return S3Stores.open(this);
    }

    @Override
    public String toString() {
      return "s3://" + name + "/" + prefix;
    }
  }
}
