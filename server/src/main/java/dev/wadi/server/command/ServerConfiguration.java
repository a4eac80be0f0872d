package dev.wadi.server.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that the command line does not give: those of the environment, then those of a file.
final class ServerConfiguration implements IDefaultValueProvider {
  private static final String CONFIG = "--config";

  private final Map<String, String> environment;
  private final Path file;
  private final Map<String, String> inFile;

  private ServerConfiguration(
      Map<String, String> environment, Path file, Map<String, String> inFile) {
    this.environment = environment;
    this.file = file;
    this.inFile = inFile;
  }

  /// @param command with all options that there are
  /// @param arguments of the command line, of which `--config` names the file
  /// @throws WadiException if there is no such file, or something unknown is in it
  static ServerConfiguration read(
      CommandSpec command, List<String> arguments, Map<String, String> environment) {
    String named = named(arguments);
    String path = named == null ? environment.get(variable("config")) : named;
    if (path == null) {
      return new ServerConfiguration(environment, null, Map.of());
    }
    Path file = Path.of(path);
    return new ServerConfiguration(environment, file, inFile(file, command));
  }

  private static String named(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).startsWith(CONFIG + "=")) {
        return arguments.get(i).substring(CONFIG.length() + 1);
      }
      if (arguments.get(i).equals(CONFIG) && i + 1 < arguments.size()) {
        return arguments.get(i + 1);
      }
    }
    return null;
  }

  private static Map<String, String> inFile(Path file, CommandSpec command) {
    JsonNode root = parse(file);
    List<String> known =
        command.options().stream()
            .filter(ServerConfiguration::isSet)
            .map(ServerConfiguration::name)
            .sorted()
            .toList();
    Map<String, String> values = new TreeMap<>();
    root.properties()
        .forEach(entry -> {
          if (!known.contains(entry.getKey())) {
            throw new WadiException(
                    ErrorCode.INVALID_OPTION,
                    "'%s' sets '%s', which there is not".formatted(file, entry.getKey()))
                .withHint(hint(entry.getKey(), known));
          }
          values.put(entry.getKey(), text(entry.getKey(), entry.getValue()));
        });
    return values;
  }

  private static String hint(String name, List<String> known) {
    return Names.nearest(name, known)
        .map("did you mean '%s'?"::formatted)
        .orElseGet(() -> "it may set: " + String.join(", ", known));
  }

  private static JsonNode parse(Path file) {
    try {
      JsonNode root =
          YAMLMapper.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build()
              .readTree(Files.readString(file));
      if (root.isMissingNode() || root.isNull()) {
        return YAMLMapper.builder().build().createObjectNode();
      }
      if (!root.isObject()) {
        throw invalid(file, "it has no options, as in port: 5115", null);
      }
      return root;
    } catch (JacksonException e) {
      String place =
          e.getLocation() == null ? "" : " (line %d)".formatted(e.getLocation().getLineNr());
      throw invalid(file, e.getOriginalMessage().lines().findFirst().orElse("") + place, e);
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.FILE_UNREADABLE, "cannot read '%s': %s".formatted(file, e.getMessage()), e);
    }
  }

  private static WadiException invalid(Path file, String why, Exception cause) {
    return new WadiException(
        ErrorCode.INVALID_ARGUMENT, "'%s' is no configuration: %s".formatted(file, why), cause);
  }

  private static String text(String name, JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(item -> text(name, item))
          .collect(Collectors.joining(","));
    }
    if (!value.isValueNode() || value.isNull()) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "option '%s' of the configuration has no value".formatted(name));
    }
    return value.asText();
  }

  // Neither --help nor the file itself.
  private static boolean isSet(OptionSpec option) {
    return !option.usageHelp() && !option.versionHelp() && !option.longestName().equals(CONFIG);
  }

  private static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  private static String variable(String name) {
    return "WADI_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !isSet(option)) {
      return null;
    }
    String value = environment.get(variable(name(option)));
    return value == null ? inFile.get(name(option)) : value;
  }

  /// The options that hold, as a configuration file with comments.
  String describe(ParseResult parsed) {
    return parsed.commandSpec().options().stream()
        .filter(ServerConfiguration::isSet)
        .map(option -> describe(option, parsed))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String describe(OptionSpec option, ParseResult parsed) {
    Object value = option.getValue();
    boolean none = value == null || value instanceof List<?> list && list.isEmpty();
    return none
        ? "# %s: (none)".formatted(name(option))
        : "%s: %s  # %s".formatted(name(option), written(value), origin(option, parsed));
  }

  private static String written(Object value) {
    String text = value.toString();
    return text.matches("[\\[\\]A-Za-z0-9_./, -]+") ? text : "'" + text.replace("'", "''") + "'";
  }

  private String origin(OptionSpec option, ParseResult parsed) {
    if (parsed.hasMatchedOption(option)) {
      return "command line";
    }
    String variable = variable(name(option));
    if (environment.containsKey(variable)) {
      return "environment, " + variable;
    }
    return inFile.containsKey(name(option)) ? file.toString() : "default";
  }
}
