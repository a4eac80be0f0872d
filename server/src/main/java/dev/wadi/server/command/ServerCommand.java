package dev.wadi.server.command;

import dev.wadi.server.http.WadiServer;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `wadi server`
@Command(
    name = "server",
    description = {
      "Serves HTTP and gRPC until it is stopped (Ctrl-C).",
      "Each option may come from the command line, from the environment (--data-dir as"
          + " WADI_DATA_DIR) or from the file that --config names (data-dir: ...), in this order;"
          + " `wadi config` shows what holds."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {"", "Example: ./wadi server --port 8080 --data-dir /var/lib/wadi"})
final class ServerCommand implements Callable<Integer> {
  @Mixin private ServerOptions options;

  @Override
  public Integer call() throws InterruptedException {
    WadiServer server = WadiServer.start(options.settings());
    var stopped = new CountDownLatch(1);
    try (var _ =
        new ShutdownHook(() -> {
          server.stop();
          stopped.countDown();
        })) {
      stopped.await();
    }
    return 0;
  }
}
