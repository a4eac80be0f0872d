package dev.wadi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.Connectors;
import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.HasSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

/// The manual of connectors, `docs/connectors.md`, is made of what they say of themselves and is up
/// to date. With `-Dwadi.update=true` it is rewritten.
class ConnectorManualTest {
  private static final Path DOCUMENT = SqlEnvironment.home().resolve("docs/connectors.md");

  private static final String OPENING =
      """
      # Connectors

      A table is connected to an outside system by `CREATE TABLE t (..) WITH (connector = '..', ..)`. An
      option's name may be written with or without quotes; an option that the connector does not have is
      refused. `{{ NAME }}` in a value is an environment variable, of [those that may be
      used](sql.md#options). Any table that is read also takes

      | option | |
      |---|---|
      | `event_time_field` | the column of the event time; `WATERMARK FOR` in the columns says it better |
      | `watermark_field` | the column of the watermark; one second before the event time if absent |
      | `idle_micros` | after how many microseconds without rows a split of the table no longer holds back the watermark; -1 for never; default 300000000 (5 minutes) |
      | `late_table` | the table that rows go to which come [too late](sql.md#late-rows) for the windows that read this one |

      This file is generated from the connectors themselves.
      """;

  @Test
  void isUpToDate() throws IOException {
    String text = text();
    if (Boolean.getBoolean("wadi.update")) {
      Files.writeString(DOCUMENT, text);
    }
    assertThat(text)
        .as("docs/connectors.md: rewrite it with -Dwadi.update=true")
        .isEqualTo(Files.readString(DOCUMENT));
  }

  @Test
  void everyOptionIsExplained() {
    for (Connector connector : Connectors.all()) {
      assertThat(connector.options())
          .allSatisfy(option -> assertThat(option.description()).isNotBlank());
    }
  }

  private static String text() {
    return OPENING
        + Connectors.all().stream().map(ConnectorManualTest::chapter).collect(Collectors.joining())
        + "\n## Formats of files\n\n"
        + "A format's own options begin with its name.\n"
        + table(FileFormat.OPTIONS);
  }

  private static String chapter(Connector connector) {
    List<Option> own = new ArrayList<>(connector.options());
    boolean files = own.removeAll(FileFormat.OPTIONS);
    return "\n## %s\n\n%s. %s\n"
            .formatted(connector.name(), connector.description(), uses(connector))
        + table(own)
        + (files ? "\nAnd those of [the format](#formats-of-files).\n" : "");
  }

  private static String uses(Connector connector) {
    List<String> uses = new ArrayList<>();
    if (connector instanceof CanRead) {
      uses.add("can be read");
    }
    if (connector instanceof CanWrite) {
      uses.add("can be written");
    }
    String text = "Its tables " + String.join(" and ", uses) + ".";
    if (connector instanceof HasSchema fixed) {
      text +=
          " Columns, which need not be declared: "
              + names(fixed.schema(Map.of()).orElseThrow().getFields())
              + ".";
    }
    if (connector instanceof CanRead source && source.eventTimeColumn().isPresent()) {
      text +=
          " The event time is `%s`, unless the table declares another."
              .formatted(source.eventTimeColumn().get());
    }
    if (connector instanceof HasMetadata metadata) {
      text += " Metadata: " + names(metadata.metadata(Map.of())) + ".";
    }
    return text;
  }

  private static String names(List<Field> fields) {
    return fields.stream()
        .map(field -> "`" + field.getName() + "`")
        .collect(Collectors.joining(", "));
  }

  private static String table(List<Option> options) {
    if (options.isEmpty()) {
      return "";
    }
    return "\n| option | |\n|---|---|\n"
        + options.stream()
            .map(option ->
                "| `%s`%s | %s |\n"
                    .formatted(
                        option.name(),
                        option.required() ? " (required)" : "",
                        option.description().replace("|", "\\|")))
            .collect(Collectors.joining());
  }
}
