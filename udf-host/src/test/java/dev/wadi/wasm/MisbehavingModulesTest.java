package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.wasm.conformance.Conformance;
import dev.wadi.wasm.conformance.ConformanceReport;
import dev.wadi.wasm.conformance.ConformanceSettings;
import dev.wadi.wasm.conformance.Finding;
import dev.wadi.wasm.conformance.Finding.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The modules of `src/test/resources/misbehaving`: each breaks one rule, and the first check that
/// it fails is the one about that rule, which is named in its head. Some need what is not here, and
/// the head says which check tells.
class MisbehavingModulesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "misbehaving");
  private static final Pattern FAILS = Pattern.compile("(?m)^;; (fails|needs): (.*)$");
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
    ConformanceReport report = report(source);
    Result expected = fails.group(1).equals("fails") ? Result.FAILED : Result.NOT_EXERCISED;
    assertThat(first(report, expected)).as(report.all().toString()).isEqualTo(fails.group(2));
    assertThat(report.passed())
        .isEqualTo(expected == Result.NOT_EXERCISED || fails.group(2).equals("nothing"));
  }

  private static String first(ConformanceReport report, Result result) {
    return report.all().stream()
        .filter(finding -> finding.result() == result)
        .findFirst()
        .map(Finding::check)
        .orElse("nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "none, nothing",
    "repeats, commit",
    "forgets, recover",
    "keeps, discard",
    "loses, epochs",
    "shares, writers commit",
    "wants_rows, no rows"
  })
  void sinksThatLoseRowsOrRepeatThem(String fault, String check) throws IOException {
    byte[] wasm = Files.readAllBytes(Path.of("src", "test", "resources", "guests", "faulty.wasm"));
    Map<String, String> options = Map.of("fault", fault);
    ConformanceReport report =
        Conformance.of(wasm, new ConformanceSettings(1, 300, Grants.NONE, options, List.of()));
    assertThat(first(report, Result.FAILED)).as(report.all().toString()).isEqualTo(check);
    assertThat(first(report, Result.NOT_EXERCISED)).isEqualTo("nothing");
  }

  @Test
  void anOptionThatNothingHas() {
    String source = text(FOLDER.resolve("source-honest.wat"));
    var settings = new ConformanceSettings(1, 300, Grants.NONE, Map.of("rows", "1"), List.of());
    assertThat(Conformance.of(assembled(source), settings).findings().getFirst().text())
        .contains("nothing in plugin 'misbehaving' has an option 'rows'");
  }

  private static ConformanceReport report(String source) {
    return Conformance.of(assembled(source), SETTINGS);
  }

  private static byte[] assembled(String source) {
    return WatModule.assemble(source, part -> text(FOLDER.resolve("parts/" + part + ".wat")));
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
