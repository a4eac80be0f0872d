package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The manual of errors, `docs/errors.md`, is whole, true and up to date: every error can be met,
/// and looks as it says. With `-Dwadi.update=true` it is rewritten.
class ErrorManualTest {
  private static final Path DOCUMENT = Path.of(System.getProperty("wadi.home"), "docs/errors.md");

  private final TestServer server = TestServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyErrorIsMetAndShown(@TempDir Path directory) throws Exception {
    List<ErrorExample> examples = ErrorExample.read(Path.of("src/test/resources/errors.txt"));
    assertThat(examples).extracting(ErrorExample::code).contains(ErrorCode.values());

    ErrorProvocation provocation = new ErrorProvocation(server, directory);
    Map<ErrorExample, String> shown = new LinkedHashMap<>();
    for (ErrorExample example : examples) {
      shown.put(example, provocation.shown(example));
    }
    assertThat(shown)
        .allSatisfy((example, error) ->
            assertThat(error)
                .as(example.text())
                .startsWith("error[" + example.code() + "]")
                .contains("\nhint: "));

    String text = ErrorManual.text(examples, shown);
    if (Boolean.getBoolean("wadi.update")) {
      Files.writeString(DOCUMENT, text);
    }
    assertThat(text)
        .as("docs/errors.md: rewrite it with -Dwadi.update=true")
        .isEqualTo(Files.readString(DOCUMENT));
  }
}
