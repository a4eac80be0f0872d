package dev.wadi.server.checkpoint;

import dev.wadi.engine.checkpoint.ByteSequence;
import dev.wadi.engine.checkpoint.CheckpointStore;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/// Checkpoints in a bucket.
///
/// All of their safety hangs on one thing, that a manifest is created only if there is none; and
/// there are stores that take such a request and ignore the condition. So that is tried once, with
/// an object beside the pipelines.
final class S3Stores implements CheckpointStores {
  private static final Logger LOG = LoggerFactory.getLogger(S3Stores.class);
  private static final String PROBE = "only-once";
  private static final String EXPLANATION =
      "Wadi has found out by this object that the store creates an object only once.\n";

  private final CheckpointLocation.Bucket bucket;
  private final S3Client client;
  private volatile boolean tried;

  private S3Stores(CheckpointLocation.Bucket bucket, S3Client client) {
    this.bucket = bucket;
    this.client = client;
  }

  /// @throws WadiException if the store refuses, or cannot do what is needed
  static S3Stores open(CheckpointLocation.Bucket bucket) {
    var stores = new S3Stores(bucket, S3Connection.open(bucket));
    try {
      stores.requireOnlyOnce();
    } catch (S3Refusal e) {
      stores.close();
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "checkpoints cannot be kept: " + e.getMessage(), e)
          .withHint("check the bucket, the region, and what the credentials allow");
    } catch (IOException e) {
      LOG.warn("pipelines wait until their checkpoints can be reached: {}", e.getMessage());
    } catch (RuntimeException e) {
      stores.close();
      throw e;
    }
    return stores;
  }

  /// @throws WadiException if the store creates an object twice
  void requireOnlyOnce() throws IOException {
    if (tried) {
      return;
    }
    var probe = new S3Store(this, client, bucket.name(), bucket.prefix());
    ByteSequence content = ByteSequence.of(EXPLANATION.getBytes(StandardCharsets.UTF_8));
    if (probe.put(PROBE, content, true) && probe.put(PROBE, content, true)) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT,
              "checkpoints cannot be kept in %s: this store ignores 'If-None-Match'"
                  .formatted(bucket))
          .withHint(
              "without it two servers could overwrite each other's checkpoints; update the store,"
                  + " or take another");
    }
    tried = true;
  }

  @Override
  public CheckpointStore of(String pipelineId) {
    return new S3Store(this, client, bucket.name(), bucket.prefix() + pipelineId + "/");
  }

  @Override
  public void close() {
    client.close();
  }
}
