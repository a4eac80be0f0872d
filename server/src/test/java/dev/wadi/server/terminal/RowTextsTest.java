package dev.wadi.server.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowTextsTest {
  @Test
  void valuesAreWhatTheyAre() {
    String json =
        "{\"d\":12345678901234567890.10,\"é\":null,\"t\":\"a\\nb\",\"l\":[1,{\"k\":2.50}],"
            + "\"s\":{\"é\":\"ü\"},\"b\":true,\"d\":2}";
    RowTexts row = RowTexts.of(json.getBytes(UTF_8));
    assertThat(row.names()).containsExactly("d", "é", "t", "l", "s", "b", "d");
    assertThat(row.values())
        .isEqualTo(
            Arrays.asList(
                "12345678901234567890.10",
                null,
                "a\nb",
                "[1,{\"k\":2.50}]",
                "{\"é\":\"ü\"}",
                "true",
                "2"));
  }
}
