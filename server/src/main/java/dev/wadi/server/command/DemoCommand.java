package dev.wadi.server.command;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.demo.FlightsDemo;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import dev.wadi.server.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `wadi demo`
@Command(
    name = "demo",
    description =
        "Starts a server, gives it a Wasm plugin and SQL over 600,000 flights, and shows the"
            + " result.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: ./wadi demo --exit"})
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--exit",
      description = "end after the result, as without a terminal, instead of serving on")
  private boolean exit;

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = Terminal.current();
    Path home = Path.of(System.getProperty("wadi.home", "."));
    int parallelism = Runtime.getRuntime().availableProcessors();
    WadiServer server = WadiServer.start(ServerSettings.temporary(parallelism));
    var stopped = new CountDownLatch(1);
    try (var _ =
        new ShutdownHook(() -> {
          stopped.countDown();
          server.close();
        })) {
      var demo = new FlightsDemo(home, terminal, System.out);
      demo.run(server.url());
      if (terminal.output() && !exit) {
        demo.sayWhatNext(server.url());
        stopped.await();
      }
    } catch (WadiException e) {
      if (stopped.getCount() > 0) {
        throw e;
      }
      // The user stopped it in the middle.
    } finally {
      server.close();
    }
    return 0;
  }
}
