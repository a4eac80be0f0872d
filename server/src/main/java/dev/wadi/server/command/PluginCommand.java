package dev.wadi.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.ServerSettings;
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
      print(client.upload(PATH, bytes));
    }
  }

  @Command(name = "list", description = "Lists the versions of all plugins and their functions.")
  private void list() {
    try (var client = new ApiClient(url)) {
      client.get(PATH).get("data").forEach(PluginCommand::print);
    }
  }

  @Command(
      name = "remove",
      description =
          "Removes a plugin that no running pipeline uses: all of its versions, or with @VERSION or"
              + " @sha256:HASH just one.")
  private void remove(@Parameters(paramLabel = "NAME[@VERSION]") String name) {
    try (var client = new ApiClient(url)) {
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
    plugin.get("functions").forEach(function -> System.out.println("  " + signature(function)));
  }

  private static String signature(JsonNode function) {
    List<String> arguments = new ArrayList<>();
    for (JsonNode argument : function.get("arguments")) {
      arguments.add(argument.get("name").asText() + " " + argument.get("type").asText());
    }
    return "%s(%s) %s"
        .formatted(
            function.get("name").asText(),
            String.join(", ", arguments),
            function.get("result").get("type").asText());
  }
}
