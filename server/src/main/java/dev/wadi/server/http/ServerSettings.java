package dev.wadi.server.http;

import dev.wadi.engine.jet.CheckpointSettings;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.pipeline.PipelineCheckpoints;
import dev.wadi.wasm.TrustedKeys;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// @param host a loopback address
/// @param port of HTTP; 0 for any free one
/// @param grpcPort of gRPC; 0 for any free one
/// @param dataDirectory where the catalog lives, or null to forget everything at the end
/// @param parallelism of a pipeline that does not say
/// @param unattendedPreview how long a preview runs without a reader
/// @param trusted whose plugins are taken
/// @param checkpoints where pipelines save their state, and how often
public record ServerSettings(
    String host,
    int port,
    int grpcPort,
    Path dataDirectory,
    int parallelism,
    Duration unattendedPreview,
    TrustedKeys trusted,
    PipelineCheckpoints checkpoints) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 5115;

  private static final Duration UNATTENDED_PREVIEW = Duration.ofMinutes(1);

  public ServerSettings {
    requireLoopback(host);
  }

  /// A server that leaves nothing behind, on free ports.
  public static ServerSettings temporary(int parallelism) {
    return of(DEFAULT_HOST, 0, null, parallelism);
  }

  /// A server that speaks gRPC on a free port.
  public static ServerSettings of(String host, int port, Path dataDirectory, int parallelism) {
    var checkpoints =
        new PipelineCheckpoints(
            Optional.ofNullable(dataDirectory).map(directory -> directory.resolve("checkpoints")),
            CheckpointSettings.DEFAULT_INTERVAL);
    return new ServerSettings(
        host,
        port,
        0,
        dataDirectory,
        parallelism,
        UNATTENDED_PREVIEW,
        TrustedKeys.ANYBODY,
        checkpoints);
  }

  /// The same for another length of previews without a reader.
  ServerSettings withUnattendedPreview(Duration time) {
    return new ServerSettings(
        host, port, grpcPort, dataDirectory, parallelism, time, trusted, checkpoints);
  }

  /// The same for another port of gRPC.
  public ServerSettings withGrpcPort(int number) {
    return new ServerSettings(
        host, port, number, dataDirectory, parallelism, unattendedPreview, trusted, checkpoints);
  }

  /// The same for a server that takes only plugins which these vouch for.
  public ServerSettings withTrusted(TrustedKeys keys) {
    return new ServerSettings(
        host, port, grpcPort, dataDirectory, parallelism, unattendedPreview, keys, checkpoints);
  }

  /// The same for a server that saves the state of its pipelines this often.
  public ServerSettings withCheckpointInterval(Duration interval) {
    return new ServerSettings(
        host,
        port,
        grpcPort,
        dataDirectory,
        parallelism,
        unattendedPreview,
        trusted,
        new PipelineCheckpoints(checkpoints.directory(), interval));
  }

  private static void requireLoopback(String host) {
    try {
      if (InetAddress.getByName(host).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "unknown host '%s'".formatted(host), e);
    }
    throw new WadiException(
            ErrorCode.INVALID_ARGUMENT, "host '%s' is not a loopback address".formatted(host))
        .withHint(
            "anybody who reaches the server can run SQL on it, and it cannot ask for a token yet;"
                + " use 127.0.0.1 and, from another machine, an SSH tunnel");
  }
}
