package dev.wadi.server.command;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.http.HttpSettings;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.TlsSettings;
import dev.wadi.server.pipeline.RestartPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a server is configured. Each option has the same name on the command line (`--data-dir`), in
/// the environment (`WADI_DATA_DIR`) and in the configuration file (`data-dir: ...`), which {@link
/// ServerConfiguration} reads.
final class ServerOptions {
  private static final int ADMIN_TOKEN_LENGTH_MIN = 32;
  private static final int REQUEST_RATE_MAX = 1_000_000;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "a file with any of these options, one in a line: port: 5115")
  private Path config;

  @Option(
      names = "--host",
      description = "the address to listen on; loopback only until there is a token",
      defaultValue = HttpSettings.DEFAULT_HOST)
  private String host;

  @Option(
      names = "--port",
      description = "the port to listen on; 0 for any free one",
      defaultValue = "" + HttpSettings.DEFAULT_PORT)
  private int port;

  @Option(
      names = "--grpc-port",
      description =
          "the port to listen on for gRPC (Arrow Flight SQL); 0 for any free one; if absent, the"
              + " one after --port")
  private Integer grpcPort;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE.pem",
      description = "encrypt connections, with this certificate (chain)")
  private Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE.pem",
      description = "the private key of the certificate, in PKCS #8")
  private Path tlsKey;

  @Option(
      names = "--admin-token-file",
      paramLabel = "FILE",
      description =
          "a file with the secret of an administrator, who needs no other token; at least 32"
              + " characters")
  private Path adminTokenFile;

  @Option(
      names = "--request-rate",
      paramLabel = "NUMBER",
      description = "requests a second that the holder of a token may send; 0 for any number",
      defaultValue = "" + HttpSettings.DEFAULT_REQUEST_RATE)
  private int requestRate;

  @Mixin private ConnectionOptions connections;

  @Mixin private MemoryOptions memory;

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--data-dir",
      paramLabel = "DIRECTORY",
      description =
          "where plugins, pipelines, tables and, unless said otherwise, checkpoints are kept",
      defaultValue = DEFAULT_DATA_DIRECTORY)
  private Path dataDirectory;

  @Mixin private CatalogOptions catalog;

  @Option(
      names = "--parallelism",
      description =
          "subtasks per stage of a pipeline that does not say; one per processor if absent")
  private Integer parallelism;

  @Mixin private CheckpointOptions checkpoints;

  @Option(
      names = "--restart-attempts",
      paramLabel = "NUMBER",
      description =
          "how often in a row a pipeline is started again that fails for a reason that may go away;"
              + " 0 for never",
      defaultValue = "" + RestartPolicy.DEFAULT_ATTEMPTS)
  private int restartAttempts;

  @Option(
      names = "--plugin-key",
      paramLabel = "KEY.pem",
      split = ",",
      description =
          "take only plugins that are signed with the private half of this Ed25519 public key; may"
              + " be repeated; without any, all are taken")
  private List<Path> pluginKeys = List.of();

  @Option(
      names = "--log-format",
      description = "how log lines are written: ${COMPLETION-CANDIDATES}",
      defaultValue = "text")
  private LogSettings.Format logFormat;

  @Option(
      names = "--otlp-endpoint",
      paramLabel = "URL",
      description =
          "tell this OpenTelemetry collector what requests go through (OTLP over HTTP):"
              + " http://localhost:4318; nobody, if absent")
  private URI otlpEndpoint;

  static final String DEFAULT_DATA_DIRECTORY = ".wadi";

  /// @throws WadiException if a value cannot be used
  ServerSettings settings() {
    LogSettings.apply(logFormat);
    requireBetween("--port", port, 0, 65_535);
    int forGrpc = grpcPort == null ? HttpSettings.grpcPort(port) : grpcPort;
    requireBetween("--grpc-port", forGrpc, 0, 65_535);
    requireBetween("--request-rate", requestRate, 0, REQUEST_RATE_MAX);
    requireBetween("--restart-attempts", restartAttempts, 0, RestartPolicy.MAX_ATTEMPTS);
    var http = new HttpSettings(host, port, forGrpc, tls(), requestRate, connections.settings());
    ServerSettings settings =
        ServerSettings.of(http, Optional.of(dataDirectory), Parallelism.orProcessors(parallelism))
            .withEngine(memory.settings().in(cluster.settings()));
    settings = adminTokenFile == null ? settings : settings.withAdministrator(adminToken());
    settings = checkpoints.location().map(settings::withCheckpoints).orElse(settings);
    settings = otlpEndpoint == null ? settings : settings.withTraces(collector());
    settings =
        catalog.settings(dataDirectory, cluster.url()).map(settings::withShared).orElse(settings);
    requireShared(settings);
    return settings
        .withPipelines(
            settings
                .pipelines()
                .withCheckpointInterval(checkpoints.interval())
                .withRestarts(RestartPolicy.ofAttempts(restartAttempts)))
        .withTrusted(KeyFiles.trusted(pluginKeys));
  }

  private static void requireShared(ServerSettings settings) {
    if (settings.engine().cluster().isPresent() && settings.shared().isEmpty()) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "--join needs --catalog")
          .withHint("servers that work together share a database of PostgreSQL: docs/deploy.md");
    }
    if (settings.shared().isPresent() && settings.checkpoints().isEmpty()) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "--catalog needs --checkpoint-dir")
          .withHint(
              "servers of one catalog go on with each other's pipelines: name a bucket, or a"
                  + " directory that all of them reach");
    }
  }

  private String adminToken() {
    String secret = InputFiles.text(adminTokenFile.toString()).strip();
    if (secret.length() < ADMIN_TOKEN_LENGTH_MIN || !secret.matches("[!-~]+")) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT,
              "the token in '%s' is not %d visible ASCII characters or more"
                  .formatted(adminTokenFile, ADMIN_TOKEN_LENGTH_MIN))
          .withHint("make one: openssl rand -hex 32");
    }
    return secret;
  }

  private URI collector() {
    if (!CheckpointOptions.isHttp(otlpEndpoint)) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "--otlp-endpoint is '%s'".formatted(otlpEndpoint))
          .withHint("it begins with http:// or https://, as in http://localhost:4318");
    }
    return otlpEndpoint;
  }

  private Optional<TlsSettings> tls() {
    if (tlsCertificate == null && tlsKey == null) {
      return Optional.empty();
    }
    if (tlsCertificate == null || tlsKey == null) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "--tls-certificate and --tls-key come together");
    }
    return Optional.of(new TlsSettings(tlsCertificate, tlsKey));
  }

  static void requireBetween(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "%s is %d, expected %d to %d".formatted(option, value, min, max));
    }
  }
}
