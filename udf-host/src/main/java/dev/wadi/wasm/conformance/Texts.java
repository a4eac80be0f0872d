package dev.wadi.wasm.conformance;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Texts to try.
final class Texts {
  static final int LONG = 65_536;

  private static final List<String> WORDS =
      List.of(
          "a",
          "lorem",
          "IPSUM",
          "dolor",
          "sit-amet",
          "42",
          "-1.5",
          "häuser",
          "Ω",
          "東京",
          "O'Neill",
          "x=1",
          "2024-02-29",
          "https://me@Example.com:8080/a/b?c=d#e",
          "user@example.org",
          "\t",
          "👍");
  private static final List<String> EXTREMES =
      List.of(
          "",
          " ",
          "\0",
          "\n\r\t",
          "a".repeat(LONG),
          "ß".repeat(LONG / 2),
          "東".repeat(LONG / 3),
          "👍🏽".repeat(LONG / 8),
          "word ".repeat(LONG / 5),
          "\uFEFF\u202Eabc\u0301",
          "\uD7FF\uE000\uFFFF",
          "'\"\\%_$(){}[]");
  private static final List<String> EXTREME_DOCUMENTS =
      List.of(
          "null",
          "\"\"",
          "{}",
          "[]",
          "-0.0e-10",
          "\"\\u0000\\ud83d\\udc4d\"",
          "\"" + "a".repeat(LONG) + "\"",
          "[".repeat(100) + "]".repeat(100),
          " { \"a\" : [ 1 , null , true ] } ");

  private final RandomGenerator random;

  Texts(RandomGenerator random) {
    this.random = random;
  }

  String text() {
    return IntStream.range(0, random.nextInt(5))
        .mapToObj(_ -> one(WORDS))
        .collect(Collectors.joining(random.nextInt(4) == 0 ? "" : " "));
  }

  String extreme() {
    return one(EXTREMES);
  }

  String json(boolean extreme) {
    return extreme ? one(EXTREME_DOCUMENTS) : document(3);
  }

  private String document(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> Long.toString(random.nextLong(-1_000, 1_000));
      case 3 -> Double.toString(random.nextDouble(-10, 10));
      case 4 -> "\"" + List.of("", "a", "häuser", "\\\"", "\\n").get(random.nextInt(5)) + "\"";
      case 5 -> "[" + document(depth - 1) + ", " + document(depth - 1) + "]";
      default -> "{\"a\": " + document(depth - 1) + ", \"b\": " + document(depth - 1) + "}";
    };
  }

  private String one(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }
}
