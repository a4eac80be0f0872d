package dev.wadi.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.command.PluginTemplate.Language;
import dev.wadi.server.terminal.Progress;
import dev.wadi.server.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `wadi plugin`
@Command(
    name = "plugin",
    description =
        "Makes, tests and signs plugins, and adds, lists, grants, releases or removes those of a"
            + " server.",
    mixinStandardHelpOptions = true,
    subcommands = PluginTestCommand.class,
    synopsisSubcommandLabel =
        "(new | test | sign | verify | add | list | grant | release | remove)",
    footer = {"", "Example: ./wadi plugin add weather/weather.wasm"})
final class PluginCommand {
  private static final String PATH = "/plugins";
  private static final String GRANT =
      "clock, random, metrics, env:NAME=VALUE, read:/FOLDER, write:/FOLDER, http:HOST or"
          + " http:HOST:PORT; may be repeated";

  @Mixin private ServerAddress server;

  @Command(
      name = "new",
      description = "Makes a folder with a small plugin that builds, its test, and the SDK.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi plugin new weather --language rust"})
  private void create(
      @Parameters(paramLabel = "NAME", description = "of plugin and folder") String name,
      @Option(
              names = "--language",
              required = true,
              description = "rust, c, assemblyscript or java")
          Language language) {
    Path launcher = Path.of(System.getProperty("wadi.home", "."), "wadi");
    new PluginTemplate(language, name, launcher.toString()).write(Path.of(name));
    System.out.printf("made %s; next: cd %s && ./build.sh && ./test.sh%n", name, name);
  }

  @Command(
      name = "sign",
      description =
          "Signs a module, for servers that take no others (`wadi server --plugin-key`). Keys are"
              + " Ed25519: openssl genpkey -algorithm ed25519 -out KEY.pem, and for the public"
              + " half openssl pkey -in KEY.pem -pubout -out PUBLIC.pem.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi plugin sign weather.wasm --key key.pem"})
  private void sign(
      @Parameters(paramLabel = "MODULE.wasm", description = "is changed") Path module,
      @Option(names = "--key", paramLabel = "KEY.pem", required = true) Path key) {
    InputFiles.write(module, KeyFiles.sign(InputFiles.module(module), key));
    System.out.println("signed " + module);
  }

  @Command(
      name = "verify",
      description = "Says whether a module is signed with one of the keys, and was not changed.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi plugin verify weather.wasm --key public.pem"})
  private void verify(
      @Parameters(paramLabel = "MODULE.wasm") Path module,
      @Option(
              names = "--key",
              paramLabel = "PUBLIC.pem",
              required = true,
              description = "may be repeated")
          List<Path> keys) {
    KeyFiles.trusted(keys).check(InputFiles.module(module));
    System.out.printf("%s is signed with a trusted key%n", module);
  }

  @Command(
      name = "add",
      description = "Uploads a module; its functions are at once usable in SQL.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi plugin add weather/weather.wasm --grant clock"})
  private void add(
      @Parameters(paramLabel = "MODULE.wasm") Path module,
      @Option(names = "--grant", paramLabel = "GRANT", description = GRANT) List<String> grants) {
    byte[] bytes = InputFiles.module(module);
    try (var client = server.client()) {
      JsonNode added = upload(client, bytes);
      print(grants == null ? added : grant(client, added.get("sha256").asText(), grants));
    }
  }

  private static JsonNode upload(ApiClient client, byte[] module) {
    var sent = new AtomicLong();
    try (var progress = new Progress(Terminal.current())) {
      progress.show(_ -> line(sent.get(), module.length));
      return client.upload(PATH, module, sent::set);
    }
  }

  private static String line(long sent, long size) {
    return sent < size
        ? "%s %,d of %,d bytes sent".formatted(Progress.bar(sent, size), sent, size)
        : "sent; the server compiles it";
  }

  @Command(
      name = "grant",
      description =
          "Says what a plugin may do besides computing, instead of what it could before; without"
              + " any GRANT, nothing.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi plugin grant weather http:api.example.com:443 clock"})
  private void grant(
      @Parameters(index = "0", paramLabel = "NAME[@VERSION]") String name,
      @Parameters(index = "1..*", paramLabel = "GRANT", description = GRANT) List<String> grants) {
    try (var client = server.client()) {
      print(grant(client, name, grants == null ? List.of() : grants));
    }
  }

  private static JsonNode grant(ApiClient client, String plugin, List<String> grants) {
    return client.put(PATH + "/" + plugin + "/grants", Map.of("grants", grants));
  }

  @Command(
      name = "list",
      description = "Lists the versions of all plugins and what is in them.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi plugin list"})
  private void list() {
    try (var client = server.client()) {
      client.get(PATH).get("data").forEach(PluginCommand::print);
    }
  }

  @Command(
      name = "release",
      description = "Lets a plugin be called again that failed too often.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi plugin release weather"})
  private void release(@Parameters(paramLabel = "NAME[@VERSION]") String name) {
    try (var client = server.client()) {
      client.delete(PATH + "/" + name + "/quarantine");
    }
  }

  @Command(
      name = "remove",
      description =
          "Removes a plugin that no running pipeline uses: all of its versions, or with @VERSION or"
              + " @sha256:HASH just one.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi plugin remove weather@1.0.0"})
  private void remove(@Parameters(paramLabel = "NAME[@VERSION]") String name) {
    try (var client = server.client()) {
      client.delete(PATH + "/" + name);
    }
  }

  private static void print(JsonNode plugin) {
    System.out.printf(
        "%s %s (sha256:%s)%s%n",
        plugin.get("name").asText(),
        plugin.get("version").asText(),
        plugin.get("sha256").asText().substring(0, 12),
        plugin.get("latest").asBoolean() ? "" : ", not the latest");
    print("  needs", plugin.get("capabilities"));
    print("  may use", plugin.get("grants"));
    printQuarantine(plugin.path("quarantine"));
    print("  connectors", plugin.get("connectors"));
    plugin.get("functions").forEach(function -> System.out.println("  " + signature(function)));
    plugin.get("formats").forEach(PluginCommand::printFormat);
  }

  private static void printFormat(JsonNode format) {
    boolean decodes = format.get("decodes").asBoolean();
    System.out.printf(
        "  format '%s', %s: %s%n",
        format.get("name").asText(),
        format.get("encodes").asBoolean() ? decodes ? "read and written" : "written" : "read",
        format.get("description").asText());
  }

  private static void print(String title, JsonNode names) {
    if (!names.isEmpty()) {
      List<String> texts = new ArrayList<>();
      names.forEach(name -> texts.add(name.asText()));
      System.out.println(title + " " + String.join(", ", texts));
    }
  }

  private static void printQuarantine(JsonNode quarantine) {
    if (quarantine.isObject()) {
      System.out.printf(
          "  in quarantine since %s, after %d failures: %s%n",
          quarantine.get("since").asText(),
          quarantine.get("failures").asInt(),
          quarantine.get("reason").asText());
    }
  }

  private static String signature(JsonNode function) {
    boolean table = function.get("kind").asText().equals("table");
    return "%s(%s) %s"
        .formatted(
            function.get("name").asText(),
            named(function.get("arguments")),
            table
                ? "TABLE(%s)".formatted(named(function.get("columns")))
                : function.get("result").get("type").asText());
  }

  private static String named(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(
        value -> texts.add(value.get("name").asText() + " " + value.get("type").asText()));
    return String.join(", ", texts);
  }
}
