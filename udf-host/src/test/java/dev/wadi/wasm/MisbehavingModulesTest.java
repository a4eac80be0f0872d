package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.wasm.conformance.Conformance;
import dev.wadi.wasm.conformance.ConformanceReport;
import dev.wadi.wasm.conformance.ConformanceSettings;
import dev.wadi.wasm.conformance.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The modules of `src/test/resources/misbehaving`: each breaks one rule, and the first check that
/// it fails is the one about that rule, which is named in its head.
class MisbehavingModulesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "misbehaving");
  private static final Pattern FAILS = Pattern.compile("(?m)^;; fails: (.*)$");
  private static final ConformanceSettings SETTINGS = new ConformanceSettings(1, 300, Grants.NONE);

  @AfterEach
  void nothingIsLeft() {
    assertThat(LinearMemory.bytesReservedOfProcess()).isZero();
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  @TestFactory
  Stream<DynamicTest> eachIsCaughtByTheCheckThatIsAboutIt() throws IOException {
    return files().stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> assertCaught(file)));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".wat")).sorted().toList();
    }
  }

  private static void assertCaught(Path file) {
    String source = text(file);
    Matcher fails = FAILS.matcher(source);
    assertThat(fails.find()).isTrue();
    String found =
        report(source).all().stream()
            .filter(Finding::failed)
            .findFirst()
            .map(Finding::check)
            .orElse("nothing");
    assertThat(found).isEqualTo(fails.group(1));
  }

  private static ConformanceReport report(String source) {
    byte[] wasm =
        WatModule.assemble(source, part -> text(FOLDER.resolve("parts/" + part + ".wat")));
    return Conformance.of(wasm, SETTINGS);
  }

  private static String text(Path file) {
    return HostileModule.text(file);
  }

  @Test
  void fewRowsAreShown() {
    ConformanceReport report = report(text(FOLDER.resolve("traps-at-the-least.wat")));
    assertThat(report.passed()).isFalse();
    Finding finding = report.all().stream().filter(Finding::failed).findFirst().orElseThrow();
    assertThat(finding.text()).contains("function 'f' of plugin 'misbehaving' trapped");
    assertThat(finding.example()).containsExactly("(-9223372036854775808)");
  }

  @Test
  void theSameSeedGivesTheSameReport() {
    String source = text(FOLDER.resolve("whole-bytes.wat"));
    assertThat(report(source).all()).isEqualTo(report(source).all());
  }
}
