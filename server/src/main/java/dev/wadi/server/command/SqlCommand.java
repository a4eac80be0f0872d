package dev.wadi.server.command;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.flight.client.FlightAddress;
import dev.wadi.server.flight.client.FlightSqlClient;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import dev.wadi.server.shell.ScriptRunner;
import dev.wadi.server.shell.Shell;
import dev.wadi.server.shell.display.OutputFormat;
import dev.wadi.server.terminal.Progress;
import dev.wadi.server.terminal.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `wadi sql`
@Command(
    name = "sql",
    description = {
      "Runs SQL on a server, typed on a terminal or from a script.",
      "If no server is named and none listens on this machine, an engine in this process runs it,"
          + " which is gone with its tables when the shell ends."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all statements have run",
      "1:a statement or an argument is wrong, or the server cannot be reached",
      "2:wrong usage",
      "3:an internal error",
      "130:ended by Ctrl-C"
    },
    footer = {
      "",
      "Examples: ./wadi sql",
      "          ./wadi sql grpcs://wadi.example:5116 --token @token.txt",
      "          ./wadi sql -c 'SHOW TABLES' --format csv"
    })
final class SqlCommand implements Callable<Integer> {
  private static final int PROBE_MILLIS = 500;
  private static final int PATIENCE_MILLIS = 2_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description =
          "the server: grpc://HOST:PORT, with TLS grpcs://HOST:PORT; or the URL of HTTP, for the"
              + " port after that one; the same as --url")
  private URI place;

  @ArgGroup(multiplicity = "0..*")
  private List<Source> sources;

  @Option(
      names = "--format",
      description = "how rows are written: ${COMPLETION-CANDIDATES}",
      defaultValue = "table")
  private OutputFormat format;

  @Option(
      names = "--embedded",
      description = "run the SQL with an engine in this process, whatever servers there are")
  private boolean embedded;

  @Mixin private ServerAddress server;
  @Spec private CommandSpec spec;

  static final class Source {
    @Option(
        names = "-c",
        paramLabel = "SQL",
        description = "run these statements and end; may be repeated")
    private String text;

    @Option(
        names = "-f",
        paramLabel = "FILE",
        description = "run the statements of a file and end; may be repeated")
    private String file;

    private String read() {
      return text == null ? InputFiles.text(file) : text;
    }
  }

  @Override
  public Integer call() {
    URI named = place != null ? place : server.url();
    boolean isNamed = place != null || server.isNamed(spec.commandLine().getParseResult());
    if (embedded && place != null) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "either a server runs the SQL, or --embedded an engine here");
    }
    if (!embedded && (isNamed || listens(FlightAddress.of(named)))) {
      try (FlightSqlClient client = server.flightClient(named)) {
        return run(client, "at " + client.address());
      }
    }
    try (WadiServer engine = startEngine();
        FlightSqlClient client = server.flightClient(engine.grpcUrl())) {
      String where =
          "with an engine in this process, whose tables go with it; %s takes plugins"
              .formatted(engine.url());
      return run(client, where);
    }
  }

  private static WadiServer startEngine() {
    try (var progress = new Progress(Terminal.current())) {
      progress.show(seconds -> "starting an engine, %.0f s".formatted(seconds));
      int processors = Runtime.getRuntime().availableProcessors();
      return WadiServer.start(ServerSettings.temporary(processors));
    }
  }

  private static boolean listens(FlightAddress address) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), PROBE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private int run(FlightSqlClient client, String where) {
    Terminal terminal = Terminal.current();
    boolean typed = sources == null && terminal.input() && terminal.output();
    if (!format.isText() && terminal.output() && !typed) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "an Arrow stream is nothing for a terminal")
          .withHint("direct it to a file: > FILE");
    }
    if (typed) {
      // A wrong address or token shows before anything has been typed.
      client.check("SELECT 1 AS n");
      String version = new WadiCommand.Version().getVersion()[0];
      return Shell.talk(
          client, format, terminal, "%s, %s%n\\? for help, \\q to leave".formatted(version, where));
    }
    List<String> texts =
        sources == null
            ? List.of(InputFiles.text("-"))
            : sources.stream().map(Source::read).toList();
    return runAttentively(client, () -> ScriptRunner.run(client, format, terminal, texts));
  }

  // What has come before Ctrl-C is written before the process ends.
  private static int runAttentively(FlightSqlClient client, IntSupplier script) {
    var ended = new CountDownLatch(1);
    try (var _ =
        new ShutdownHook(() -> {
          client.cancel();
          await(ended);
        })) {
      return script.getAsInt();
    } finally {
      ended.countDown();
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
