package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server in a process of its own, and a client of it.
public final class ServerProcess implements AutoCloseable {
  // Ready after two thirds of the CPU time.
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  private static final Pattern SERVING = Pattern.compile("serving http://[^/ ]*:(\\d+)/");

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    // Whoever ends this process must not have to look for them.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final Path directory;
  private final Path log;
  private final List<String> options;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private boolean compiledWell;
  private Process process;
  private int port;

  /// @param directory for its data and its log
  public ServerProcess(Path directory, String... options) {
    this.directory = directory;
    this.log = directory.resolve("log");
    this.options = List.of(options);
  }

  /// From its next start on its code is compiled as that of any server. Otherwise it is ready
  /// sooner and slower later, as befits one that lives for seconds.
  public void compileWell() {
    compiledWell = true;
  }

  /// Returns when it answers.
  public void start() throws IOException {
    long before = launch();
    Matcher says = serving(before);
    while (!says.find()) {
      assertThat(process.isAlive()).as(log()).isTrue();
      pause(20);
      says = serving(before);
    }
    port = Integer.parseInt(says.group(1));
  }

  /// Returns at once.
  ///
  /// @return where in the log it begins
  public long launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.matches("--(add|enable|sun).*|-XX:.*"))
        .forEach(command::add);
    if (!compiledWell) {
      command.add(QUICK_COMPILER);
    }
    // Not that of the tests.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.wadi.server.WadiMain", "server", "--port", "0"));
    command.addAll(List.of("--grpc-port", "0"));
    command.addAll(List.of("--data-dir", directory.resolve("data").toString()));
    command.addAll(options);
    Files.write(log, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    long before = Files.size(log);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    RUNNING.add(process);
    process.onExit().thenAccept(RUNNING::remove);
    return before;
  }

  // Where it says that it is ready, in what it has written since.
  private Matcher serving(long since) throws IOException {
    byte[] written = Files.readAllBytes(log);
    return SERVING.matcher(
        new String(written, (int) since, written.length - (int) since, StandardCharsets.UTF_8));
  }

  static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  HttpClient client() {
    return client;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + Api.BASE + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  /// Asks it to end, as the system does.
  public void terminate() {
    process.destroy();
  }

  /// @param name such as `STOP`
  public void signal(String name) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    assertThat(code).isZero();
  }

  /// Its exit code, when it has ended.
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  /// Ends it without a chance to do anything.
  public void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    try {
      kill();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
