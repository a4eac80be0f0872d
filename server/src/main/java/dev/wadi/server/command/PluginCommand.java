package dev.wadi.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.terminal.TextTable;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/// `wadi plugin`
@Command(
    name = "plugin",
    description = "Adds, lists or removes Wasm plugins of a running server.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(add | list | remove)")
final class PluginCommand {
  private static final String PATH = "/plugins";

  @Option(
      names = "--url",
      description = "the server (default: ${DEFAULT-VALUE})",
      defaultValue = "http://" + ServerSettings.DEFAULT_HOST + ":" + ServerSettings.DEFAULT_PORT,
      scope = ScopeType.INHERIT)
  private URI url;

  @Command(name = "add", description = "Uploads a module; its functions are at once usable in SQL.")
  private void add(@Parameters(paramLabel = "MODULE.wasm") Path module) {
    byte[] bytes = InputFiles.module(module);
    try (var client = new ApiClient(url)) {
      JsonNode plugin = client.upload(PATH, bytes);
      System.out.println(plugin.get("name").asText() + ": " + functions(plugin));
    }
  }

  @Command(name = "list", description = "Lists the plugins and their functions.")
  private void list() {
    List<List<String>> rows = new ArrayList<>();
    try (var client = new ApiClient(url)) {
      for (JsonNode plugin : client.get(PATH).get("data")) {
        rows.add(
            List.of(
                plugin.get("name").asText(),
                plugin.get("version").asText(),
                plugin.get("sha256").asText().substring(0, 12),
                functions(plugin)));
      }
    }
    TextTable table = TextTable.fitting(List.of("plugin", "version", "sha256", "functions"), rows);
    table.head().forEach(System.out::println);
    rows.forEach(row -> System.out.println(table.row(row)));
  }

  @Command(name = "remove", description = "Removes a plugin that no running pipeline uses.")
  private void remove(@Parameters(paramLabel = "NAME") String name) {
    try (var client = new ApiClient(url)) {
      client.delete(PATH + "/" + name);
    }
  }

  private static String functions(JsonNode plugin) {
    List<String> signatures = new ArrayList<>();
    for (JsonNode function : plugin.get("functions")) {
      List<String> arguments = new ArrayList<>();
      for (JsonNode argument : function.get("arguments")) {
        arguments.add(argument.get("name").asText() + " " + argument.get("type").asText());
      }
      signatures.add(
          "%s(%s) %s"
              .formatted(
                  function.get("name").asText(),
                  String.join(", ", arguments),
                  function.get("result").get("type").asText()));
    }
    return String.join("; ", signatures);
  }
}
