package dev.wadi.server.command;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.terminal.ErrorReport;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The root of the commands.
@Command(
    name = "wadi",
    description = "Streaming SQL with sandboxed WebAssembly functions.",
    mixinStandardHelpOptions = true,
    versionProvider = WadiCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./wadi run query.sql"},
    subcommands = {
      DemoCommand.class,
      ServerCommand.class,
      ConfigCommand.class,
      TokenCommand.class,
      DoctorCommand.class,
      RunCommand.class,
      SqlCommand.class,
      PluginCommand.class,
      BenchCommand.class,
      CompletionCommand.class,
      TrainCommand.class
    })
public final class WadiCommand {
  private WadiCommand() {}

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = WadiCommand.class.getPackage().getImplementationVersion();
      return new String[] {"wadi " + (version == null ? "(development)" : version)};
    }
  }

  /// @return the exit code
  public static int run(String... arguments) {
    LogSettings.apply(arguments);
    CommandLine line = line();
    try {
      configure(line, arguments);
    } catch (WadiException e) {
      return report(e, null);
    }
    return line.setExecutionExceptionHandler((e, failed, parsed) -> report(e, null))
        .execute(arguments);
  }

  static CommandLine line() {
    return new CommandLine(new WadiCommand()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  // The commands whose options may come from elsewhere than the command line.
  private static void configure(CommandLine line, String... arguments) {
    CommandLine command = arguments.length == 0 ? null : line.getSubcommands().get(arguments[0]);
    if (command != null
        && command.getCommandSpec().mixins().values().stream()
            .anyMatch(mixin -> mixin.userObject() instanceof ServerOptions)) {
      command.setDefaultValueProvider(
          ServerConfiguration.read(command.getCommandSpec(), List.of(arguments), System.getenv()));
    }
  }

  /// Tells the user what went wrong.
  ///
  /// @param sql that the error's position refers to, or null
  /// @return the exit code
  static int report(Throwable thrown, String sql) {
    return ErrorReport.print(thrown, sql);
  }
}
