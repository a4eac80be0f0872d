package dev.wadi.server.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.wasm.Grants;
import dev.wadi.wasm.conformance.Conformance;
import dev.wadi.wasm.conformance.ConformanceReport;
import dev.wadi.wasm.conformance.ConformanceSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `wadi plugin test`
@Command(
    name = "test",
    description = "Checks that a module keeps the rules for plugins, without a server.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Each function is called with random rows, in batches of all kinds, and must give the same"
          + " for the same rows. A check that fails is shown with the fewest rows with which it"
          + " does; --seed with the number in the first line repeats it. Exit code 1 if any fails.",
      "",
      "Formats write and read random rows; sources are stopped and gone on with, sinks fail and"
          + " recover. Requests go to a made-up server in this process, files into a folder that is"
          + " deleted afterwards. What cannot be checked without more is listed with what it"
          + " needs.",
      "",
      "Example: ./wadi plugin test my_plugin.wasm --rows 200"
    })
final class PluginTestCommand implements Callable<Integer> {
  private static final int SEEDS = 1_000_000;

  @Parameters(paramLabel = "MODULE.wasm")
  private Path module;

  @Option(
      names = "--seed",
      description = "of the random rows; the same seed, the same rows (default: another each time)")
  private Long seed;

  @Option(
      names = "--rows",
      description = "how many rows to try with each function (default: ${DEFAULT-VALUE})",
      defaultValue = "1000")
  private int rows;

  @Option(
      names = "--grant",
      paramLabel = "GRANT",
      description = "what the plugin may use, as for `plugin add`; may be repeated")
  private List<String> grants = List.of();

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "what tables of its formats and connectors say; made up otherwise")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--reply",
      paramLabel = "TEXT",
      description =
          "what the made-up server answers; may be repeated (default: all sorts of things)")
  private List<String> replies = List.of();

  @Option(names = "--json", description = "print the findings as one JSON document")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    long chosen = seed != null ? seed : RandomGenerator.getDefault().nextLong(SEEDS);
    var settings = new ConformanceSettings(chosen, rows, Grants.parse(grants), options, replies);
    ConformanceReport report = Conformance.of(InputFiles.module(module), settings);
    if (json) {
      var mapper = new ObjectMapper().writerWithDefaultPrettyPrinter();
      System.out.println(mapper.writeValueAsString(ConformanceDocument.of(report)));
    } else {
      ConformanceText.lines(report).forEach(System.out::println);
    }
    return report.passed() ? 0 : 1;
  }
}
