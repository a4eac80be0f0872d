package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.ScalarFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;

/// Modules with bytes changed, and cut off: each is refused, fails, or works, and whatever it does
/// is told apart by a {@link WadiException}; nothing else comes out and nothing is left behind.
///
/// `-Dwadi.mutants=100000` takes that many; an ordinary build takes a sample.
class MutatedPluginTest extends PluginFixture {
  private static final int MUTANTS = Integer.getInteger("wadi.mutants", 3_000);
  private static final int SEED = 5;
  // Guests whose loops have become endless end soon.
  private static final PluginLimits BRIEF =
      PluginLimits.DEFAULT.withFuelPerBatch(20_000).withBatchMillis(1_000);
  private static final int HEADER_BYTES = 8;

  private enum Outcome {
    REFUSED,
    FAILED,
    WORKED
  }

  // Small, so that each change has a chance to matter, and with everything that modules have.
  private static final String SMALL =
      """
      (module
        (type $unary (func (param i64) (result i64)))
        (import "wasi_snapshot_preview1" "fd_write" (func $w (param i32 i32 i32 i32) (result i32)))
        (table 2 4 funcref)
        (@include "plugin")
        (global $calls (mut i32) (i32.const 0))
        (elem (i32.const 0) func $next $twice)
        (data (i32.const 64) "\\48\\00\\00\\00\\02\\00\\00\\00" "hi")
        (data $passive "abcdef")
        (func $next (type $unary) (i64.add (local.get 0) (i64.const 1)))
        (func $twice (type $unary) (i64.mul (local.get 0) (i64.const 2)))
        (func (export "f") (param $in i32) (param $out i32) (result i32)
          (local $row i32) (local $from i32) (local $to i32)
          (drop (call $w (i32.const 1) (i32.const 64) (i32.const 1) (i32.const 32)))
          (memory.init $passive (i32.const 128) (i32.const 0) (i32.const 6))
          (local.set $from (i32.load offset=4 (i32.load offset=40
            (i32.load (i32.load offset=44 (local.get $in))))))
          (local.set $to (i32.load offset=4 (i32.load offset=40 (local.get $out))))
          (block $done
            (loop $rows
              (br_if $done (i32.eq (local.get $row) (i32.load (local.get $in))))
              (i64.store (local.get $to)
                (call_indirect (type $unary) (i64.load (local.get $from))
                  (i32.and (local.get $row) (i32.const 1))))
              (local.set $from (i32.add (local.get $from) (i32.const 8)))
              (local.set $to (i32.add (local.get $to) (i32.const 8)))
              (local.set $row (i32.add (local.get $row) (i32.const 1)))
              (br $rows)))
          (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
          (i32.const 0)))
      """;

  @Test
  void mutantsNeverDoMoreThanFail() {
    byte[] original = HostileModule.assemble(SMALL);
    assertThat(outcome(original, longs(1L, 2L, null, 4L))).isEqualTo(Outcome.WORKED);
    assertAllOutcomes(original, longs(1L, 2L, null, 4L), MUTANTS, original.length);
  }

  @Test
  void mutantsOfARealPluginNeverDoMoreThanFail() throws IOException {
    byte[] original = Files.readAllBytes(Path.of("..", "sample-plugins", "text", "text.wasm"));
    FieldVector urls = texts("https://me@Example.com:80/x", "no url", null, "ä://ö/ü");
    // The description at the end is text, in which a change hardly ever matters.
    assertAllOutcomes(original, urls, MUTANTS / 5, sections(original).getLast());
  }

  private void assertAllOutcomes(byte[] original, FieldVector argument, int count, int length) {
    Random random = new Random(SEED);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (int i = 0; i < count; i++) {
      outcomes.merge(outcome(mutant(original, length, random), argument), 1, Integer::sum);
    }
    assertThat(outcomes).containsOnlyKeys(Outcome.values());
  }

  // Bytes that are replaced, or single bits that flip.
  private static byte[] mutant(byte[] original, int length, Random random) {
    byte[] mutant = original.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = HEADER_BYTES + random.nextInt(length - HEADER_BYTES);
      mutant[at] =
          (byte) (random.nextBoolean() ? random.nextInt(256) : mutant[at] ^ 1 << random.nextInt(8));
    }
    return mutant;
  }

  @Test
  void whatIsCutOffIsRefused() {
    byte[] original = HostileModule.assemble(SMALL);
    for (int length = 0; length < original.length; length++) {
      assertThat(outcome(Arrays.copyOf(original, length), longs(1L)))
          .as("the first %d of %d bytes", length, original.length)
          .isEqualTo(Outcome.REFUSED);
    }
  }

  @Test
  void aRealPluginThatIsCutOffBehindASectionIsRefused() throws IOException {
    byte[] original = Files.readAllBytes(Path.of("..", "sample-plugins", "text", "text.wasm"));
    List<Integer> sections = sections(original);
    assertThat(sections).hasSizeGreaterThan(5);
    for (int start : sections) {
      assertThat(outcome(Arrays.copyOf(original, start), texts("x")))
          .as("without the section at %d", start)
          .isEqualTo(Outcome.REFUSED);
    }
  }

  // Where they start, but the custom ones at the end that the module does without.
  private static List<Integer> sections(byte[] module) {
    List<Integer> starts = new ArrayList<>();
    WasmReader reader = new WasmReader(module, HEADER_BYTES, module.length);
    while (reader.hasNext()) {
      int start = module.length - reader.remaining();
      reader.next();
      WasmReader content = reader.part(reader.unsigned());
      if (module[start] != 0 || content.name().equals(PluginDescription.SECTION)) {
        starts.add(start);
      }
    }
    return starts;
  }

  private Outcome outcome(byte[] wasm, FieldVector argument) {
    PluginRegistry registry = new PluginRegistry(BRIEF);
    FunctionSignature signature;
    try {
      signature = called(registry.add(wasm));
    } catch (WadiException e) {
      return Outcome.REFUSED;
    }
    int arguments = signature.arguments().size();
    try (ScalarFunction function = registry.open(signature);
        FieldVector result = signature.result().createVector(scope.allocator())) {
      if (arguments == 1 && fits(signature, argument)) {
        function.call(List.of(argument), argument.getValueCount(), result);
      }
      return Outcome.WORKED;
    } catch (WadiException e) {
      return Outcome.FAILED;
    }
  }

  private static FunctionSignature called(PluginModule plugin) {
    List<FunctionSignature> functions = plugin.functions();
    return functions.stream()
        .filter(function -> function.name().equals("url_host"))
        .findFirst()
        .orElse(functions.getFirst());
  }

  // A mutant may describe itself as a function of other types, which no query would call like this.
  private static boolean fits(FunctionSignature signature, FieldVector argument) {
    return signature.arguments().getFirst().getType().equals(argument.getField().getType());
  }
}
