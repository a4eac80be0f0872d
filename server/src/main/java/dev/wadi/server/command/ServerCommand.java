package dev.wadi.server.command;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `wadi server`
@Command(
    name = "server",
    description = "Serves HTTP and gRPC until it is stopped (Ctrl-C).",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class ServerCommand implements Callable<Integer> {
  @Option(
      names = "--host",
      description = "the address to listen on; loopback only",
      defaultValue = ServerSettings.DEFAULT_HOST)
  private String host;

  @Option(
      names = "--port",
      description = "the port to listen on; 0 for any free one",
      defaultValue = "" + ServerSettings.DEFAULT_PORT)
  private int port;

  @Option(
      names = "--grpc-port",
      description =
          "the port to listen on for gRPC (Arrow Flight SQL); 0 for any free one; if absent, the"
              + " one after --port")
  private Integer grpcPort;

  @Option(
      names = "--data-dir",
      description = "where plugins, pipelines and tables are remembered",
      defaultValue = ".wadi")
  private Path dataDirectory;

  @Option(
      names = "--parallelism",
      description =
          "subtasks per stage of a pipeline that does not say; one per processor if absent")
  private Integer parallelism;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "SECONDS",
      description = "how often a pipeline saves its state that does not say",
      defaultValue = "10")
  private int checkpointSeconds;

  @Option(
      names = "--plugin-key",
      paramLabel = "KEY.pem",
      description =
          "take only plugins that are signed with the private half of this Ed25519 public key; may"
              + " be repeated; without any, all are taken")
  private List<Path> pluginKeys = List.of();

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings =
        ServerSettings.of(host, port, dataDirectory, Parallelism.orProcessors(parallelism))
            .withGrpcPort(grpcPortOrNext())
            .withTrusted(KeyFiles.trusted(pluginKeys))
            .withCheckpointInterval(checkpointInterval());
    WadiServer server = WadiServer.start(settings);
    var stopped = new CountDownLatch(1);
    try (var _ =
        new ShutdownHook(() -> {
          server.close();
          stopped.countDown();
        })) {
      stopped.await();
    }
    return 0;
  }

  private int grpcPortOrNext() {
    if (grpcPort != null) {
      return grpcPort;
    }
    return port == 0 ? 0 : port + 1;
  }

  private Duration checkpointInterval() {
    if (checkpointSeconds < 1) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "--checkpoint-interval is %d, expected at least 1 second".formatted(checkpointSeconds));
    }
    return Duration.ofSeconds(checkpointSeconds);
  }
}
