package dev.wadi.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWidthTest {
  @Test
  void someCharactersTakeTwoColumnsAndSomeNone() {
    assertThat(TextWidth.of("")).isZero();
    assertThat(TextWidth.of("über…")).isEqualTo(5);
    assertThat(TextWidth.of("東京")).isEqualTo(4);
    assertThat(TextWidth.of("한글")).isEqualTo(4);
    assertThat(TextWidth.of("😀")).isEqualTo(2);
    assertThat(TextWidth.of("u\u0308")).isEqualTo(1);
  }

  @Test
  void aCharacterIsNotCutInTwo() {
    assertThat(TextWidth.beginning("東京", 3)).isEqualTo("東");
    assertThat(TextWidth.beginning("😀😀", 2)).isEqualTo("😀");
    assertThat(TextWidth.beginning("abc", 5)).isEqualTo("abc");
    assertThat(TextWidth.beginning("abc", 0)).isEmpty();
  }
}
