package dev.wadi.server.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `wadi config`
@Command(
    name = "config",
    description =
        "Prints what `wadi server` would run with, given the same options, and where each value"
            + " comes from; what it prints can be used as a configuration file.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: WADI_PORT=8080 ./wadi config --config wadi.yaml"})
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ServerOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    // A value that the server would refuse is refused here too.
    options.settings();
    var configuration = (ServerConfiguration) spec.defaultValueProvider();
    System.out.print(configuration.describe(spec.commandLine().getParseResult()));
    return 0;
  }
}
