package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.i32Const;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compiled code is used again, and only if it is what it says.
class GuestCodeCacheTest extends PluginFixture {
  private static final byte[] OK = i32Const(0);
  private static final byte[] MODULE =
      ModuleBuilder.scalar("l", "l", "", OK).table(2, 100).data(8, new byte[3]).build();

  @TempDir Path folder;

  private PluginModule add(byte[] wasm) {
    return registry().add(wasm);
  }

  private PluginRegistry registry() {
    GuestCodeCache cache = GuestCodeCache.in(folder);
    return new PluginRegistry(LIMITS, cache, InstantSource.system());
  }

  private void assertWorks() {
    PluginRegistry registry = registry();
    PluginModule module = registry.add(MODULE);
    assertThat(call(open(registry, module.functions().getFirst()), longs(1L)).getValueCount())
        .isOne();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private Path onlyFile() throws IOException {
    assertThat(files()).hasSize(1);
    return files().getFirst();
  }

  @Test
  void whatWasCompiledOnceIsNotCompiledAgain() throws IOException {
    assertWorks();
    Path file = onlyFile();
    assertThat(file.getFileName().toString())
        .isEqualTo(PluginModule.sha256(MODULE) + "-" + CompilerVersion.CURRENT + ".classes");
    byte[] written = Files.readAllBytes(file);
    // Code that traps, under the hash of one that does not: it is what runs.
    byte[] trapping = ModuleBuilder.scalar("l", "l", "", Wat.UNREACHABLE).build();
    GuestCode other = ParsedModule.parse(trapping, LIMITS).compile().code();
    GuestCodeCache.in(folder).write(PluginModule.sha256(MODULE), other);
    PluginRegistry registry = registry();
    assertThat(
            failure(open(registry, registry.add(MODULE).functions().getFirst()), longs(1L)).code())
        .isEqualTo(ErrorCode.PLUGIN_TRAPPED);
    Files.write(file, written);
    assertWorks();
  }

  @Test
  void aDamagedFileIsReplaced() throws IOException {
    add(MODULE);
    Path file = onlyFile();
    byte[] written = Files.readAllBytes(file);
    for (int at : new int[] {0, 10, written.length / 2, written.length - 1}) {
      byte[] damaged = written.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertWorks();
      assertThat(Files.readAllBytes(file)).isNotEqualTo(damaged);
      GuestCodeCache cache = GuestCodeCache.in(folder);
      assertThat(cache.read(PluginModule.sha256(MODULE))).isPresent();
    }
    Files.write(file, new byte[0]);
    assertWorks();
  }

  @Test
  void theFileOfAnotherModuleIsNotUsed() throws IOException {
    byte[] trapping = ModuleBuilder.scalar("l", "l", "", Wat.UNREACHABLE).build();
    add(trapping);
    String own = PluginModule.sha256(MODULE) + "-" + CompilerVersion.CURRENT + ".classes";
    Files.move(onlyFile(), folder.resolve(own), StandardCopyOption.ATOMIC_MOVE);
    assertWorks();
  }

  @Test
  void codeThatIsNoneIsReplaced() throws IOException {
    GuestCodeCache.in(folder)
        .write(
            PluginModule.sha256(MODULE),
            new GuestCode("Guest", Map.of("Guest", new byte[] {1, 2, 3})));
    assertWorks();
    GuestCode code = GuestCodeCache.in(folder).read(PluginModule.sha256(MODULE)).orElseThrow();
    assertThat(code.classes()).doesNotContainKey("Guest");
  }

  @Test
  void whatIsRefusedIsNotKept() throws IOException {
    byte[] wasm =
        ModuleBuilder.scalar("l", "l", "", OK)
            .function("_initialize", Wat.bytes(), Wat.bytes(), Wat.UNREACHABLE)
            .build();
    WadiException refusal = catchThrowableOfType(WadiException.class, () -> add(wasm));
    assertThat(refusal).isNotNull();
    assertThat(files()).isEmpty();
  }

  @Test
  void theLimitsAreThoseOfNow() {
    add(MODULE);
    PluginRegistry narrow =
        new PluginRegistry(
            LIMITS.withMemoryBytes(PluginLimits.PAGE_BYTES),
            GuestCodeCache.in(folder),
            InstantSource.system());
    assertThat(catchThrowableOfType(WadiException.class, () -> narrow.add(MODULE)).code())
        .isEqualTo(ErrorCode.PLUGIN_MEMORY_LIMIT);
  }

  @Test
  void whatWasNotUsedForLongestIsDeleted() throws IOException {
    add(MODULE);
    Path oldest = onlyFile();
    long size = Files.size(oldest);
    Files.setLastModifiedTime(oldest, FileTime.from(Instant.EPOCH));
    GuestCodeCache small = new GuestCodeCache(folder, 2 * size + size / 2);
    for (int table = 3; table < 6; table++) {
      byte[] other = ModuleBuilder.scalar("l", "l", "", OK).table(table, 100).build();
      new PluginRegistry(LIMITS, small, InstantSource.system()).add(other);
    }
    assertThat(files()).hasSize(2).doesNotContain(oldest);
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoObstacle() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    PluginRegistry registry =
        new PluginRegistry(LIMITS, GuestCodeCache.in(file), InstantSource.system());
    assertThat(registry.add(MODULE).functions()).hasSize(1);
  }
}
