package dev.wadi.server.http;

import dev.wadi.engine.jet.CheckpointSettings;
import dev.wadi.server.pipeline.PipelineDefaults;
import dev.wadi.wasm.TrustedKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// @param dataDirectory where the catalog and the checkpoints live; absent to forget everything at
///   the end
/// @param trusted whose plugins are taken
public record ServerSettings(
    HttpSettings http,
    Optional<Path> dataDirectory,
    PipelineDefaults pipelines,
    TrustedKeys trusted) {
  private static final Duration UNATTENDED_PREVIEW = Duration.ofMinutes(1);

  /// A server that leaves nothing behind, on free ports of this machine.
  public static ServerSettings temporary(int parallelism) {
    return of(HttpSettings.of(HttpSettings.DEFAULT_HOST, 0), Optional.empty(), parallelism);
  }

  /// A server that takes everybody's plugins.
  public static ServerSettings of(
      HttpSettings http, Optional<Path> dataDirectory, int parallelism) {
    return new ServerSettings(
        http,
        dataDirectory,
        new PipelineDefaults(parallelism, CheckpointSettings.DEFAULT_INTERVAL, UNATTENDED_PREVIEW),
        TrustedKeys.ANYBODY);
  }

  /// The same for other pipelines.
  public ServerSettings withPipelines(PipelineDefaults defaults) {
    return new ServerSettings(http, dataDirectory, defaults, trusted);
  }

  /// The same for a server that takes only plugins which these vouch for.
  public ServerSettings withTrusted(TrustedKeys keys) {
    return new ServerSettings(http, dataDirectory, pipelines, keys);
  }
}
