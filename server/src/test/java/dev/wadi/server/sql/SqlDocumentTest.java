package dev.wadi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Definition;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.wasm.PluginModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The SQL in `docs/sql.md` can be planned, each block with what those before it define.
class SqlDocumentTest {
  private static final Pattern BLOCK =
      Pattern.compile(
          "^```sql *(?:plugin (\\w+))? *(?:error (\\w+))?\\n(.*?)^```",
          Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir private Path temporary;

  @Test
  void everyBlockIsPlanned() throws IOException {
    for (String table : List.of("orders", "logs", "requests", "calls", "visits")) {
      Files.writeString(Files.createDirectories(temporary.resolve(table)).resolve("1.json"), "");
    }
    Files.writeString(temporary.resolve("customers.csv"), "id,name,country\n");
    String document = Files.readString(SqlEnvironment.home().resolve("docs/sql.md"));
    List<Definition> definitions = new ArrayList<>();
    int blocks = 0;
    try (SqlEnvironment environment = new SqlEnvironment()) {
      Matcher block = BLOCK.matcher(document);
      while (block.find()) {
        String sql = block.group(3).replace("${tmp}", temporary.toString());
        List<PluginModule> plugins =
            block.group(1) == null ? List.of() : List.of(environment.plugin(block.group(1)));
        List<String> known = definitions.stream().map(Definition::sql).toList();
        if (block.group(2) == null) {
          PlannedScript planned = environment.plan(sql, plugins, known);
          definitions.removeAll(planned.dropped());
          definitions.addAll(planned.definitions());
        } else {
          WadiException error =
              catchThrowableOfType(
                  WadiException.class, () -> environment.plan(sql, plugins, known));
          assertThat(error.code().name()).as(sql).isEqualTo(block.group(2));
        }
        blocks++;
      }
    }
    assertThat(blocks).as("blocks of SQL").isEqualTo(document.split("```sql", -1).length - 1);
  }
}
