package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.ScalarFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.junit.jupiter.api.Test;

/// Real modules with a few bytes changed: each is refused, fails, or works, and whatever it does is
/// told apart by a {@link WadiException}; nothing else comes out and nothing is left behind.
class MutatedPluginTest extends PluginFixture {
  private static final int MUTANTS = 150;
  private final Random random = new Random(5);

  @Test
  void neverDoesMoreThanFail() throws IOException {
    byte[] original = Files.readAllBytes(Path.of("..", "sample-plugins", "text", "text.wasm"));
    FieldVector urls = texts("https://me@Example.com:80/x", "no url", null, "ä://ö/ü");
    int refused = 0;
    int failed = 0;
    int worked = 0;
    for (int i = 0; i < MUTANTS; i++) {
      PluginRegistry registry = new PluginRegistry(LIMITS);
      List<FunctionSignature> functions = new ArrayList<>();
      try {
        functions.addAll(registry.add(mutant(original)).functions());
        try (ScalarFunction function = registry.open(functions.getFirst());
            VarCharVector result = new VarCharVector("host", scope.allocator())) {
          function.call(List.of(urls), 4, result);
          worked += result.getValueCount() / 4;
        }
      } catch (WadiException e) {
        failed += functions.size();
        refused += 1 - functions.size();
      }
    }
    assertThat(refused).isPositive();
    assertThat(failed).isPositive();
    assertThat(worked).isPositive();
    assertThat(refused + failed + worked).isEqualTo(MUTANTS);
  }

  private byte[] mutant(byte[] original) {
    byte[] mutant = original.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      mutant[8 + random.nextInt(mutant.length - 400)] = (byte) random.nextInt(256);
    }
    return mutant;
  }
}
