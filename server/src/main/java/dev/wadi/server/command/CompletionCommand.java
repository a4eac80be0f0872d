package dev.wadi.server.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `wadi completion`
@Command(
    name = "completion",
    description =
        "Prints a script with which bash and zsh complete commands and options on the TAB key.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: source <(./wadi completion)"})
final class CompletionCommand implements Callable<Integer> {
  /// What the launcher does without this program.
  private static final List<String> LAUNCHER = List.of("build", "jdk", "test", "format", "help");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    LAUNCHER.forEach(name -> root.addSubcommand(name, CommandSpec.create()));
    System.out.print(AutoComplete.bash("wadi", root));
    return 0;
  }
}
