package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.command.PluginTemplate.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// That the templates build is shown by `sample-plugins/build.sh`, where there are compilers.
class PluginTemplateTest {
  @TempDir Path directory;

  private Path write(Language language, String name) {
    Path folder = directory.resolve(name);
    new PluginTemplate(language, name, "/opt/wadi/wadi").write(folder);
    return folder;
  }

  @ParameterizedTest
  @EnumSource
  void isAFolderThatNamesThePlugin(Language language) throws IOException {
    Path folder = write(language, "weather");
    assertThat(folder.resolve("build.sh")).isExecutable();
    assertThat(folder.resolve("test.sh")).isExecutable().content().contains("/opt/wadi/wadi");
    assertThat(folder.resolve("README.md")).content().startsWith("# weather");
    for (Path file : files(folder)) {
      assertThat(file).content().doesNotContain("@NAME@", "@WADI@");
    }
    assertThat(folder.resolve("wadi/template")).doesNotExist();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "C, plugin.c, wadi/wadi.h",
    "RUST, src/lib.rs, wadi/src/lib.rs",
    "ASSEMBLYSCRIPT, plugin.ts, wadi/growing.ts",
    "JAVA, functions/src/main/java/functions/Functions.java, wadi/pom.xml"
  })
  void hasASourceAndTheSdk(Language language, String source, String sdk) {
    Path folder = write(language, "w-1");
    assertThat(folder.resolve(source)).content().contains("celsius", "w-1");
    assertThat(folder.resolve(sdk)).isNotEmptyFile();
  }

  @Test
  void whatIsThereStays() throws IOException {
    Files.createDirectory(directory.resolve("mine"));
    WadiException error =
        catchThrowableOfType(WadiException.class, () -> write(Language.C, "mine"));
    assertThat(error.code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(files(directory)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Weather", "1st", "a b", "../x", "a/b"})
  void aNameThatIsNone(String name) {
    WadiException error = catchThrowableOfType(WadiException.class, () -> write(Language.C, name));
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
  }
}
