package dev.wadi.server.checkpoint;

import dev.wadi.engine.checkpoint.ByteSequence;
import dev.wadi.engine.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Checkpoints as objects whose names begin alike. An object is there as a whole or not at all, and
/// durable when the store says so.
final class S3Store implements CheckpointStore {
  private static final String WHATEVER_IS_THERE = "*";
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICTS_MAX = 5;
  private static final long BYTES_PER_SECOND_MIN = 256 * 1024;
  private static final String MEDIA_TYPE = "application/octet-stream";

  private final S3Stores stores;
  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /// @param prefix of all its objects
  S3Store(S3Stores stores, S3Client client, String bucket, String prefix) {
    this.stores = stores;
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public void write(String name, ByteSequence content) throws IOException {
    put(name, content, false);
  }

  @Override
  public boolean create(String name, ByteSequence content) throws IOException {
    stores.requireOnlyOnce();
    return put(name, content, true);
  }

  /// @param onlyNew whether it must not be there
  /// @return false if it was there
  boolean put(String name, ByteSequence content, boolean onlyNew) throws IOException {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(prefix + name)
            .contentType(MEDIA_TYPE)
            .ifNoneMatch(onlyNew ? WHATEVER_IS_THERE : null)
            .checksumCRC32C(base64(content.checksum()))
            .overrideConfiguration(enoughTimeFor(content.length()))
            .build();
    for (int conflicts = 0; ; conflicts++) {
      try {
        client.putObject(request, body(content));
        return true;
      } catch (S3Exception e) {
        if (onlyNew && e.statusCode() == PRECONDITION_FAILED) {
          return false;
        }
        // Somebody else is at the same object just now: who it was shows the next attempt.
        if (!onlyNew
            || e.statusCode() != HttpURLConnection.HTTP_CONFLICT
            || conflicts == CONFLICTS_MAX) {
          throw explained("write", name, e);
        }
      } catch (SdkException e) {
        throw explained("write", name, e);
      }
    }
  }

  private static RequestBody body(ByteSequence content) {
    return RequestBody.fromContentProvider(content::toStream, content.length(), MEDIA_TYPE);
  }

  private static Consumer<AwsRequestOverrideConfiguration.Builder> enoughTimeFor(long bytes) {
    Duration transfer = Duration.ofSeconds(bytes / BYTES_PER_SECOND_MIN);
    return override ->
        override
            .apiCallAttemptTimeout(S3Connection.ATTEMPT.plus(transfer))
            .apiCallTimeout(S3Connection.ATTEMPT.plus(transfer).multipliedBy(3));
  }

  private static String base64(String hexadecimal) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hexadecimal));
  }

  @Override
  public InputStream read(String name) throws IOException {
    return asked(
        "read",
        name,
        () -> {
          ResponseInputStream<GetObjectResponse> object =
              client.getObject(get -> get.bucket(bucket).key(prefix + name));
          return new WholeStream(object, object.response().contentLength(), location(name));
        });
  }

  @Override
  public long size(String name) throws IOException {
    return asked(
        "read",
        name,
        () -> client.headObject(head -> head.bucket(bucket).key(prefix + name)).contentLength());
  }

  @Override
  public List<String> names() throws IOException {
    return asked(
        "list",
        "",
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .map(key -> key.substring(prefix.length()))
                .toList());
  }

  @Override
  public void delete(String name) throws IOException {
    asked(
        "delete",
        name,
        () -> client.deleteObject(delete -> delete.bucket(bucket).key(prefix + name)));
  }

  @Override
  public void tidy() {
    // An upload that was interrupted has left nothing.
  }

  @Override
  public void dissolve() {
    // A prefix is nothing of itself.
  }

  @Override
  public String location() {
    return location("");
  }

  private String location(String name) {
    return "s3://" + bucket + "/" + prefix + name;
  }

  private <T> T asked(String what, String name, Supplier<T> question) throws IOException {
    try {
      return question.get();
    } catch (SdkException e) {
      throw explained(what, name, e);
    }
  }

  private IOException explained(String what, String name, SdkException cause) {
    String place = location(name);
    String message = "cannot %s %s: %s".formatted(what, place, reason(cause));
    if (!(cause instanceof S3Exception answer)) {
      return new IOException(message, cause);
    }
    if (isMissing(answer) && !name.isEmpty() && !what.equals("write")) {
      var absent = new NoSuchFileException(place, null, message);
      absent.initCause(cause);
      return absent;
    }
    return answer.statusCode() < HttpURLConnection.HTTP_INTERNAL_ERROR
        ? new S3Refusal(message, cause)
        : new IOException(message, cause);
  }

  private static boolean isMissing(S3Exception answer) {
    return answer.statusCode() == HttpURLConnection.HTTP_NOT_FOUND
        && !(answer instanceof NoSuchBucketException);
  }

  // What the store itself says, or else the innermost cause, which names the network's trouble.
  private static String reason(SdkException cause) {
    if (cause instanceof S3Exception answer) {
      AwsErrorDetails details = answer.awsErrorDetails();
      return details == null || details.errorMessage() == null
          ? "status %d".formatted(answer.statusCode())
          : "%s (%s)".formatted(details.errorMessage(), details.errorCode());
    }
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
  }
}
