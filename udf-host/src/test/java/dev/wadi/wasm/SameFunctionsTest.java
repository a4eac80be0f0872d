package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.wasm.conformance.Conformance;
import dev.wadi.wasm.conformance.ConformanceReport;
import dev.wadi.wasm.conformance.ConformanceSettings;
import dev.wadi.wasm.conformance.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same functions, written with each SDK (`src/test/guests/same.*`), give the same.
class SameFunctionsTest extends PluginFixture {
  private static final List<String> GUESTS =
      List.of("same-rust", "same-c", "same-assemblyscript", "same-java");
  private static final List<String> FUNCTIONS =
      List.of("blend", "dotted", "either", "quotient", "sums");

  static Stream<String> guests() {
    return GUESTS.stream();
  }

  /// What a batch gives: the values, and the rows that are rejected.
  private record Answer(List<Object> values, List<Rejection> rejected) {}

  @ParameterizedTest
  @ValueSource(strings = {"blend", "dotted", "either", "quotient", "sums"})
  void giveTheSameInEachLanguage(String name) {
    Random random = new Random(7);
    List<Field> types = signature(GUESTS.getFirst(), name).arguments();
    for (int rows : new int[] {1, 7, 64, 65, 1_000, 3}) {
      RandomValues values = new RandomValues(random, 0.2);
      FieldVector[] arguments =
          types.stream()
              .map(type -> own(values.column(type, rows, scope.allocator())))
              .toArray(FieldVector[]::new);
      List<Answer> answers =
          GUESTS.stream().map(guest -> answer(guest, name, arguments)).distinct().toList();
      assertThat(answers).hasSize(1);
      assertThat(answers.getFirst().values()).hasSize(rows);
    }
  }

  private static FunctionSignature signature(String guest, String name) {
    return GuestSdkTest.signature(GuestSdkTest.registry(guest), name);
  }

  private Answer answer(String guest, String name, FieldVector... arguments) {
    PluginRegistry registry = GuestSdkTest.registry(guest);
    ScalarFunction function = open(registry, GuestSdkTest.signature(registry, name));
    FieldVector result = result(function);
    List<Rejection> rejected = rejections(function, result, arguments);
    return new Answer(new ArrayList<>(values(result)), rejected);
  }

  @ParameterizedTest
  @MethodSource("guests")
  void sayTheSameOfThemselves(String guest) {
    assertThat(GuestSdkTest.registry(guest).functions())
        .extracting(FunctionSignature::name)
        .containsExactlyInAnyOrderElementsOf(FUNCTIONS);
    for (String name : FUNCTIONS) {
      FunctionSignature function = signature(guest, name);
      FunctionSignature first = signature(GUESTS.getFirst(), name);
      assertThat(function.arguments()).as(name).isEqualTo(first.arguments());
      assertThat(function.result().getType()).as(name).isEqualTo(first.result().getType());
      assertThat(function.nulls())
          .as(name)
          .isEqualTo(name.equals("either") ? NullHandling.CALLED : NullHandling.STRICT);
    }
  }

  @ParameterizedTest
  @MethodSource("guests")
  void keepTheRules(String guest) {
    ConformanceReport report =
        Conformance.of(GuestSdkTest.bytesOf(guest), new ConformanceSettings(3, 200, Grants.NONE));
    assertThat(report.parts()).hasSameSizeAs(FUNCTIONS);
    assertThat(report.all()).filteredOn(Finding::failed).isEmpty();
  }
}
