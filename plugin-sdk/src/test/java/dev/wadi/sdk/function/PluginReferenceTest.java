package dev.wadi.sdk.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginReferenceTest {
  private static final List<PluginRef> KNOWN =
      List.of(
          new PluginRef("geo", "1.0.0", "aa11"),
          new PluginRef("text", "1.0.0", "bb22"),
          new PluginRef("geo", "1.0.0", "cc33"),
          new PluginRef("geo", "2.0.0", "aa44"),
          new PluginRef("geo", "", "dd55"));

  @ParameterizedTest
  @CsvSource({
    "geo, dd55",
    "geo@latest, dd55",
    "geo@2.0.0, aa44",
    "geo@1.0.0, cc33",
    "geo@sha256:aa11, aa11",
    "geo@sha256:aa, aa44",
    "text, bb22"
  })
  void meansTheLastThatFits(String reference, String sha256) {
    assertThat(PluginReference.parse(reference).in(KNOWN)).map(PluginRef::sha256).hasValue(sha256);
  }

  @ParameterizedTest
  @CsvSource({"gio", "geo@3.0.0", "geo@sha256:bb22", "text@2.0.0", "aa11", "''"})
  void meansNothingElse(String reference) {
    assertThat(PluginReference.parse(reference).in(KNOWN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"geo", "geo@latest", "geo@1.0.0", "geo@sha256:aa"})
  void isWrittenAsItIsRead(String reference) {
    assertThat(PluginReference.parse(reference)).hasToString(reference);
  }
}
