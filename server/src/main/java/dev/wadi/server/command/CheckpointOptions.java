package dev.wadi.server.command;

import static dev.wadi.server.command.ServerOptions.requireBetween;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.checkpoint.CheckpointLocation;
import dev.wadi.server.checkpoint.S3Access;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// When and where pipelines save their state: a part of {@link ServerOptions}.
final class CheckpointOptions {
  @Option(
      names = "--checkpoint-interval",
      paramLabel = "SECONDS",
      description = "how often a pipeline saves its state that does not say",
      defaultValue = "10")
  private int seconds;

  @Option(
      names = "--checkpoint-dir",
      paramLabel = "DIRECTORY",
      description =
          "where checkpoints are kept: a directory, or s3://bucket/prefix; below --data-dir, if"
              + " absent")
  private String place;

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = "the object store of --checkpoint-dir; Amazon's, if absent")
  private URI endpoint;

  @Option(
      names = "--s3-region",
      paramLabel = "REGION",
      description = "its region; as AWS_REGION says, if absent")
  private String region;

  @Option(
      names = "--s3-path-style",
      description = "name the bucket in the path and not in the host, as most other stores want it")
  private boolean pathStyle;

  Duration interval() {
    requireBetween("--checkpoint-interval", seconds, 1, Integer.MAX_VALUE);
    return Duration.ofSeconds(seconds);
  }

  /// @throws WadiException if an option does not fit the others
  Optional<CheckpointLocation> location() {
    var access =
        new S3Access(Optional.ofNullable(endpoint), Optional.ofNullable(region), pathStyle);
    Optional<CheckpointLocation> location =
        Optional.ofNullable(place).map(text -> CheckpointLocation.parse(text, access));
    if (location.filter(CheckpointLocation.Bucket.class::isInstance).isEmpty()
        && !access.equals(S3Access.DEFAULT)) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "there are options for S3, but no checkpoints there")
          .withHint("keep them there: --checkpoint-dir s3://bucket/prefix");
    }
    if (endpoint != null && !isHttp(endpoint)) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "--s3-endpoint is '%s'".formatted(endpoint))
          .withHint("it begins with http:// or https://, as in http://localhost:9000");
    }
    return location;
  }

  static boolean isHttp(URI address) {
    return address.getHost() != null && List.of("http", "https").contains(address.getScheme());
  }
}
