package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.i32Const;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a plugin that was granted something can do, and what it still cannot. The guest uses the C
/// library.
class GrantsTest extends PluginFixture {
  @TempDir Path outer;

  private final PluginRegistry registry = new PluginRegistry(LIMITS);
  private Path folder;
  private PluginModule plugin;

  @BeforeEach
  void files() throws IOException {
    folder = Files.createDirectory(outer.resolve("granted"));
    Files.writeString(folder.resolve("a.txt"), "first\nsecond\n");
    Files.createDirectory(folder.resolve("inner"));
    Files.writeString(folder.resolve("inner/b.txt"), "deep");
    Files.writeString(outer.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("link.txt"), outer.resolve("secret.txt"));
    Files.createSymbolicLink(folder.resolve("up"), outer);
    try (InputStream in = GrantsTest.class.getResourceAsStream("/guests/wasi.wasm")) {
      plugin = registry.add(in.readAllBytes());
    }
  }

  private void grant(String... grants) {
    registry.grant(plugin, Grants.parse(List.of(grants)));
  }

  private Object call(String name, FieldVector... arguments) {
    FunctionSignature signature =
        registry.functions().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    return values(call(open(registry, signature), arguments)).getFirst();
  }

  private Object call(String name, Object... paths) {
    return call(
        name, Arrays.stream(paths).map(path -> texts(path.toString())).toArray(FieldVector[]::new));
  }

  @Test
  void withoutGrantsThereIsNothing() {
    assertThat(call("first_line", folder.resolve("a.txt"))).isNull();
    assertThat(call("append", folder.resolve("a.txt"), "x")).isNull();
    assertThat(call("names", folder)).isNull();
    assertThat(call("setting", "HOME")).isNull();
    assertThat((long) call("seconds", longs(0L))).isLessThan(1_000);
  }

  @Test
  void filesOfAFolderCanBeRead() {
    grant("read:" + folder);
    assertThat(call("first_line", folder.resolve("a.txt"))).isEqualTo("first\n");
    assertThat(call("first_line", folder.resolve("inner/b.txt"))).isEqualTo("deep");
    assertThat(call("first_line", folder.resolve("inner/../a.txt"))).isEqualTo("first\n");
    assertThat(call("first_line", folder.resolve("missing.txt"))).isNull();
    assertThat(call("exists", folder.resolve("a.txt"))).isEqualTo(true);
    assertThat(call("names", folder)).isEqualTo("a.txt inner/ link.txt up ");
    assertThat(call("names", folder.resolve("inner"))).isEqualTo("b.txt ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.txt",
        "inner/../../secret.txt",
        "link.txt",
        "up/secret.txt",
        "inner",
        "../..",
      })
  void whatIsNotInTheFolderCannot(String name) {
    grant("write:" + folder);
    assertThat(call("first_line", folder + "/" + name)).isIn(null, "");
    assertThat(call("append", folder + "/" + name, "x")).isNull();
    assertThat(outer.resolve("secret.txt")).content().isEqualTo("secret");
  }

  @Test
  void otherFoldersCannotBeRead() {
    grant("read:" + folder.resolve("inner"));
    assertThat(call("first_line", folder.resolve("a.txt"))).isNull();
    assertThat(call("first_line", "/etc/passwd")).isNull();
  }

  @Test
  void aFolderForReadingIsNotWritten() {
    grant("read:" + folder);
    assertThat(call("append", folder.resolve("a.txt"), "x")).isNull();
    assertThat(call("append", folder.resolve("new.txt"), "x")).isNull();
    assertThat(call("discard", folder.resolve("a.txt"))).isEqualTo(false);
    assertThat(folder.resolve("a.txt")).content().isEqualTo("first\nsecond\n");
    assertThat(folder.resolve("new.txt")).doesNotExist();
  }

  @Test
  void aFolderForWritingIs() {
    grant("write:" + folder);
    assertThat(call("append", folder.resolve("new.txt"), "one")).isEqualTo(3L);
    assertThat(call("append", folder.resolve("new.txt"), "two")).isEqualTo(6L);
    assertThat(folder.resolve("new.txt")).content().isEqualTo("onetwo");
    assertThat(call("discard", folder.resolve("new.txt"))).isEqualTo(true);
    assertThat(folder.resolve("new.txt")).doesNotExist();
    // The link goes, not what it points to.
    assertThat(call("discard", folder.resolve("link.txt"))).isEqualTo(true);
    assertThat(outer.resolve("secret.txt")).exists();
  }

  @Test
  void filesGetOtherNames() throws IOException {
    grant("write:" + folder);
    Path inner = folder.resolve("inner/c.txt");
    assertThat(call("move", folder.resolve("a.txt"), inner)).isEqualTo(true);
    assertThat(inner).content().isEqualTo("first\nsecond\n");
    assertThat(folder.resolve("a.txt")).doesNotExist();
    // What was there is replaced.
    assertThat(call("move", inner, folder.resolve("inner/b.txt"))).isEqualTo(true);
    assertThat(folder.resolve("inner/b.txt")).content().isEqualTo("first\nsecond\n");
    assertThat(call("move", inner, folder.resolve("b.txt"))).isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../moved.txt", "up/moved.txt", "missing/moved.txt", "link.txt/moved"})
  void filesDoNotLeaveTheFolder(String target) {
    grant("write:" + folder);
    assertThat(call("move", folder.resolve("a.txt"), folder + "/" + target)).isEqualTo(false);
    assertThat(call("move", folder + "/" + target, folder.resolve("b.txt"))).isEqualTo(false);
    assertThat(call("move", folder + "/../secret.txt", folder.resolve("b.txt"))).isEqualTo(false);
    assertThat(folder.resolve("a.txt")).exists();
    assertThat(outer.resolve("moved.txt")).doesNotExist();
    assertThat(outer.resolve("secret.txt")).exists();
  }

  @Test
  void aFolderForReadingKeepsItsNames() {
    grant("read:" + folder);
    assertThat(call("move", folder.resolve("a.txt"), folder.resolve("b.txt"))).isEqualTo(false);
    assertThat(folder.resolve("a.txt")).exists();
  }

  @Test
  void variablesAreSeen() {
    grant("env:CITY=Oslo", "env:EMPTY=", "env:URL=a=b");
    assertThat(call("setting", "CITY")).isEqualTo("Oslo");
    assertThat(call("setting", "URL")).isEqualTo("a=b");
    assertThat(call("setting", "EMPTY")).isEqualTo("");
    assertThat(call("setting", "HOME")).isNull();
  }

  @Test
  void theTimeIsSeen() {
    grant("clock");
    long now = Instant.now().getEpochSecond();
    assertThat((long) call("seconds", longs(0L))).isBetween(now - 1, now + 600);
  }

  @Test
  void whatWasGrantedCanBeTakenBack() {
    grant("env:CITY=Oslo");
    grant();
    assertThat(call("setting", "CITY")).isNull();
  }

  @Test
  void grantsAreShownWithoutSecrets() {
    Grants grants =
        Grants.parse(List.of("clock", "random", "env:KEY=1234", "read:/a", "write:/b/../c"));
    assertThat(grants.texts())
        .containsExactly("clock", "random", "env:KEY=1234", "read:/a", "write:/c");
    assertThat(Grants.parse(grants.texts())).isEqualTo(grants);
    assertThat(grants.shown()).containsExactly("clock", "random", "env:KEY", "read:/a", "write:/c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "time", "env:KEY", "env:=1", "env:A-B=1", "read:relative", "http"})
  void anythingElseIsNothingToGrant(String text) {
    WadiException error =
        catchThrowableOfType(WadiException.class, () -> Grants.parse(List.of("clock", text)));
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(error.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("read:/FOLDER"));
  }

  @Test
  void aPluginThatLacksWhatItNeedsSaysSo() {
    PluginModule needy =
        registry.add(
            ModuleBuilder.scalar("l", "l", "", i32Const(0))
                .description("{\"capabilities\":[\"clock\",\"env:KEY\"]}")
                .build());
    registry.grant(needy, Grants.parse(List.of("clock")));
    assertThat(needy.missing()).containsExactly("env:KEY");
    WadiException error =
        catchThrowableOfType(
            WadiException.class, () -> open(registry, needy.functions().getFirst()));
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_FORBIDDEN);
    assertThat(error).hasMessageContaining("'test' needs env:KEY");

    registry.grant(needy, Grants.parse(List.of("clock", "env:KEY=1")));
    open(registry, needy.functions().getFirst()).close();
  }
}
