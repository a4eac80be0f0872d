package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PluginTestCommandTest extends PrintedOutput {
  private static final String STATS = sample("stats");

  private static String sample(String name) {
    return Path.of(System.getProperty("wadi.home"), "sample-plugins", name, name + ".wasm")
        .toString();
  }

  private int test(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "plugin";
    arguments[1] = "test";
    System.arraycopy(options, 0, arguments, 2, options.length);
    return WadiCommand.run(arguments);
  }

  @Test
  void aLineForEachCheckAndFunction() {
    assertThat(test(STATS, "--seed", "7", "--rows", "50")).isZero();
    assertThat(taken())
        .startsWith("plugin 'stats' 1.0.0; seed 7, 50 rows\n  ok    description")
        .contains("\nweighted_avg(value DOUBLE, weight DOUBLE) DOUBLE\n  ok    one batch")
        .contains("\n  ok    retract\n")
        .endsWith(" checks passed\n");
  }

  @Test
  void theSameAsJson() throws IOException {
    assertThat(test(STATS, "--seed", "7", "--rows", "50", "--json")).isZero();
    JsonNode document = new ObjectMapper().readTree(taken());
    assertThat(document.get("passed").asBoolean()).isTrue();
    assertThat(document.get("module").get(1).get("check").asText()).isEqualTo("allocator");
    JsonNode function = document.get("functions").get(0);
    assertThat(function.get("name").asText()).isEqualTo("weighted_avg");
    assertThat(function.get("checks").get(0).get("result").asText()).isEqualTo("passed");
  }

  @Test
  void whatCannotBeCheckedIsListed() {
    assertThat(test(sample("fixed"), "--rows", "20")).isZero();
    assertThat(taken())
        .contains("\nformat fixed\n  ----  columns ")
        .contains("it needs fixed.columns and fixed.widths")
        .endsWith("2 checks passed, 1 not exercised\n");
  }

  @Test
  void optionsAndRepliesMakeItPossible() throws IOException {
    String[] fields = {"--option", "fixed.columns=c_int", "--option", "fixed.widths=9"};
    assertThat(test(sample("fixed"), "--rows", "20", fields[0], fields[1], fields[2], fields[3]))
        .isZero();
    assertThat(taken()).contains("\n  ok    encode: one by one").doesNotContain("not exercised");
    assertThat(test(sample("poll"), "--option", "ends=true", "--reply", "1\ta\n5\tb\n", "--json"))
        .isZero();
    JsonNode source = new ObjectMapper().readTree(taken()).get("connectors").get(0);
    assertThat(source.get("kind").asText()).isEqualTo("source");
    assertThat(source.findValuesAsText("check"))
        .contains("splits", "batch sizes", "going on", "end", "close");
    assertThat(source.findValuesAsText("result")).containsOnly("passed");
  }

  @Test
  void aModuleThatUploadWouldRefuse(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("half.wasm"), new byte[] {0, 'a', 's', 'm', 1});
    assertThat(test(file.toString())).isEqualTo(1);
    assertThat(taken())
        .startsWith("refused; seed ")
        .contains("\n  FAIL  description")
        .endsWith("0 checks passed, 1 FAILED\n");
  }

  @Test
  void optionsThatMakeNoSense() {
    assertThat(test(STATS, "--rows", "0")).isEqualTo(1);
    assertThat(taken()).contains("error[INVALID_REQUEST]: 0 rows are too few");
    assertThat(test(STATS, "--grant", "sky")).isEqualTo(1);
    assertThat(taken()).contains("'sky' is nothing to grant");
    assertThat(test(STATS, "--option", "path=/")).isEqualTo(1);
    assertThat(taken()).contains("nothing in plugin 'stats' has an option 'path'");
    assertThat(test("nowhere.wasm")).isEqualTo(1);
    assertThat(taken()).contains("nowhere.wasm");
  }

  @Test
  void helpHasAnExample() {
    assertThat(test("--help")).isZero();
    assertThat(taken()).contains("Example: ./wadi plugin test");
  }
}
