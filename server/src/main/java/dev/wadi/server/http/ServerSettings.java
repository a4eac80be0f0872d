package dev.wadi.server.http;

import dev.wadi.engine.jet.CheckpointSettings;
import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.server.checkpoint.CheckpointLocation;
import dev.wadi.server.connection.ConnectionSettings;
import dev.wadi.server.pipeline.PipelineDefaults;
import dev.wadi.server.pipeline.RestartPolicy;
import dev.wadi.wasm.TrustedKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// @param dataDirectory where the catalog lives; absent to forget everything at the end
/// @param shared where the catalog lives instead, if the server shares it with others
/// @param checkpoints where these are kept; if absent, in the data directory
/// @param trusted whose plugins are taken
/// @param administrator the secret of an administrator who needs no stored token
/// @param otlp a collector of traces
/// @param engine what pipelines may take of the machine, and with whom the server works
public record ServerSettings(
    HttpSettings http,
    Optional<Path> dataDirectory,
    Optional<SharedSettings> shared,
    Optional<CheckpointLocation> checkpoints,
    PipelineDefaults pipelines,
    TrustedKeys trusted,
    Optional<String> administrator,
    Optional<URI> otlp,
    EngineSettings engine) {
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
        Optional.empty(),
        Optional.empty(),
        new PipelineDefaults(
            parallelism,
            CheckpointSettings.DEFAULT_INTERVAL,
            UNATTENDED_PREVIEW,
            RestartPolicy.DEFAULT),
        TrustedKeys.ANYBODY,
        Optional.empty(),
        Optional.empty(),
        EngineSettings.defaults());
  }

  /// The same for another number of requests a second that the holder of a token may send.
  ServerSettings withRequestRate(int perSecond) {
    return withHttp(http.withRequestRate(perSecond));
  }

  /// The same for other clients.
  public ServerSettings withConnections(ConnectionSettings connections) {
    return withHttp(http.withConnections(connections));
  }

  private ServerSettings withHttp(HttpSettings changed) {
    return new ServerSettings(
        changed,
        dataDirectory,
        shared,
        checkpoints,
        pipelines,
        trusted,
        administrator,
        otlp,
        engine);
  }

  /// The same for a server that shares its catalog with others, who must reach its checkpoints,
  /// too.
  public ServerSettings withShared(SharedSettings with) {
    return new ServerSettings(
        http,
        dataDirectory,
        Optional.of(with),
        checkpoints,
        pipelines,
        trusted,
        administrator,
        otlp,
        engine);
  }

  /// The same for other pipelines.
  public ServerSettings withPipelines(PipelineDefaults defaults) {
    return new ServerSettings(
        http, dataDirectory, shared, checkpoints, defaults, trusted, administrator, otlp, engine);
  }

  /// The same for a server that keeps checkpoints elsewhere; it needs a data directory
  /// nevertheless.
  public ServerSettings withCheckpoints(CheckpointLocation location) {
    return new ServerSettings(
        http,
        dataDirectory,
        shared,
        Optional.of(location),
        pipelines,
        trusted,
        administrator,
        otlp,
        engine);
  }

  /// Where checkpoints are kept: nowhere, if the server forgets everything.
  Optional<CheckpointLocation> checkpointLocation() {
    return dataDirectory.map(directory ->
        checkpoints.orElseGet(
            () -> new CheckpointLocation.Directory(directory.resolve("checkpoints"))));
  }

  /// The same for a server that takes only plugins which these vouch for.
  public ServerSettings withTrusted(TrustedKeys keys) {
    return new ServerSettings(
        http, dataDirectory, shared, checkpoints, pipelines, keys, administrator, otlp, engine);
  }

  /// The same for a server that knows an administrator by this secret.
  public ServerSettings withAdministrator(String secret) {
    return new ServerSettings(
        http,
        dataDirectory,
        shared,
        checkpoints,
        pipelines,
        trusted,
        Optional.of(secret),
        otlp,
        engine);
  }

  /// The same for a server that tells a collector what it does.
  ///
  /// @param endpoint takes OTLP over HTTP
  public ServerSettings withTraces(URI endpoint) {
    return new ServerSettings(
        http,
        dataDirectory,
        shared,
        checkpoints,
        pipelines,
        trusted,
        administrator,
        Optional.of(endpoint),
        engine);
  }

  /// The same for another engine.
  public ServerSettings withEngine(EngineSettings other) {
    return new ServerSettings(
        http, dataDirectory, shared, checkpoints, pipelines, trusted, administrator, otlp, other);
  }

  /// Without secrets.
  @Override
  public String toString() {
    return "ServerSettings[%s, %s, %s, %s]".formatted(http, dataDirectory, shared, pipelines);
  }
}
