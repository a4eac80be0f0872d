package dev.wadi.server.command;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.terminal.ErrorText;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The root of the commands.
@Command(
    name = "wadi",
    description = "Streaming SQL with sandboxed WebAssembly functions.",
    mixinStandardHelpOptions = true,
    versionProvider = WadiCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ServerCommand.class,
      RunCommand.class,
      PluginCommand.class,
      BenchCommand.class,
      TrainCommand.class
    })
public final class WadiCommand {
  private static final int USER_ERROR = 1;
  private static final int INTERNAL_ERROR = 3;

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
    return new CommandLine(new WadiCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, parsed) -> report(e, null))
        .execute(arguments);
  }

  /// Tells the user what went wrong.
  ///
  /// @param sql that the error's position refers to, or null
  /// @return the exit code
  static int report(Throwable thrown, String sql) {
    ErrorDescription error = ErrorDescription.of(thrown);
    System.out.flush();
    System.err.print(ErrorText.of(error, sql));
    if (error.code().equals(ErrorCode.INTERNAL.name())) {
      LoggerFactory.getLogger(WadiCommand.class).error("internal error", thrown);
      return INTERNAL_ERROR;
    }
    return USER_ERROR;
  }
}
