package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// Every command explains itself, with an example that is one.
@Timeout(60)
class CommandHelpTest extends PrintedOutput {

  static Stream<CommandLine> commands() {
    List<CommandLine> found = new ArrayList<>();
    collect(WadiCommand.line(), found);
    return found.stream();
  }

  private static void collect(CommandLine command, List<CommandLine> found) {
    if (!command.getCommandSpec().usageMessage().hidden()) {
      found.add(command);
      command.getSubcommands().values().forEach(inner -> collect(inner, found));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpHasAnExampleThatIsOne(CommandLine command) {
    assertThat(command.getUsageMessage()).contains("-h, --help").contains("Usage: wadi");
    String example =
        Stream.of(command.getCommandSpec().usageMessage().footer())
            .filter(line -> line.contains("./wadi "))
            .findFirst()
            .orElseThrow();
    String words = example.substring(example.indexOf("./wadi ") + "./wadi ".length());
    assertThat(example).startsWith("Example");
    CommandLine.ParseResult parsed =
        WadiCommand.line().parseArgs(words.replace(")", "").split(" "));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    String name = command.getCommandName();
    if (command.getSubcommands().isEmpty()) {
      assertThat(parsed.commandSpec().name()).isEqualTo(name);
    }
  }

  @Test
  void whatIsNoTerminalGetsNoColours() {
    assertThat(WadiCommand.run("plugin", "add", "--help")).isZero();
    assertThat(taken()).contains("Usage: wadi plugin add").doesNotContain("\u001b");
    assertThat(WadiCommand.run("plugin", "subtract")).isEqualTo(2);
    assertThat(taken()).contains("Unmatched argument").doesNotContain("\u001b");
  }

  @Test
  void bashCompletesCommandsAndOptions(@TempDir Path directory) throws Exception {
    assertThat(WadiCommand.run("completion")).isZero();
    Path script = Files.writeString(directory.resolve("completion"), taken());
    assertThat(completed(script, "plugin", "re")).containsExactlyInAnyOrder("release", "remove");
    assertThat(completed(script, "te")).containsExactly("test");
    assertThat(completed(script, "tr")).isEmpty();
    assertThat(completed(script, "run", "--para")).containsExactly("--parallelism");
  }

  private static List<String> completed(Path script, String... words) throws Exception {
    String program =
        """
        set -e
        source "$1"; shift
        compopt() { :; }
        COMP_WORDS=(wadi "$@"); COMP_CWORD=$#
        _complete_wadi
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    List<String> command = new ArrayList<>(List.of("bash", "-c", program, "test"));
    command.add(script.toString());
    command.addAll(List.of(words));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return printed.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
