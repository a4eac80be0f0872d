package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/// Characters and their numbers.
final class CharacterFunctions {
  private CharacterFunctions() {}

  @BuiltIn(
      names = "ascii",
      description = "The Unicode number of a text's first character, 0 if there is none.",
      example = "ascii('été')",
      result = "233")
  static int ascii(String text) {
    return text.isEmpty() ? 0 : text.codePointAt(0);
  }

  @BuiltIn(
      names = "chr",
      description = "The character with a Unicode number.",
      example = "chr(128640)",
      result = "🚀")
  static String chr(long number) {
    boolean surrogate = number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE;
    if (number < 0 || number > Character.MAX_CODE_POINT || surrogate) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "%d is not the number of a character".formatted(number));
    }
    return Character.toString((int) number);
  }

  @BuiltIn(
      names = "bit_length",
      description = "How many bits a text has in UTF-8, or a binary value.",
      example = "bit_length('né')",
      result = "24")
  static int bitLength(String text) {
    return Math.multiplyExact(octetLength(text), 8);
  }

  @BuiltIn(names = "bit_length", example = "bit_length(decode('ff00', 'hex'))", result = "16")
  static int bitLength(byte[] bytes) {
    return Math.multiplyExact(bytes.length, 8);
  }

  @BuiltIn(
      names = "octet_length",
      description = "How many bytes a text has in UTF-8, or a binary value.",
      example = "octet_length('né')",
      result = "3")
  static int octetLength(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @BuiltIn(names = "octet_length", example = "octet_length(decode('ff00', 'hex'))", result = "2")
  static int octetLength(byte[] bytes) {
    return bytes.length;
  }

  @BuiltIn(
      names = "reverse",
      description = "A text backwards.",
      example = "reverse('Hallo 🚀')",
      result = "🚀 ollaH")
  static String reverse(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  @BuiltIn(
      names = "translate",
      description =
          "Replaces each character that is in the second text by the one at the same place of the"
              + " third; where that is too short, it is removed.",
      example = "translate('2024-05-06', '-0', '/')",
      result = "224/5/6")
  static String translate(String text, String from, String to) {
    int[] sources = from.codePoints().toArray();
    int[] targets = to.codePoints().toArray();
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(character -> {
          int index = indexOf(sources, character);
          if (index < 0) {
            result.appendCodePoint(character);
          } else if (index < targets.length) {
            result.appendCodePoint(targets[index]);
          }
        });
    return result.toString();
  }

  private static int indexOf(int[] characters, int character) {
    for (int i = 0; i < characters.length; i++) {
      if (characters[i] == character) {
        return i;
      }
    }
    return -1;
  }

  @BuiltIn(
      names = "levenshtein",
      description =
          "How many characters have to be inserted, removed or replaced to make one text the"
              + " other.",
      example = "levenshtein('kitten', 'sitting')",
      result = "3")
  static int levenshtein(String one, String other) {
    int[] a = one.codePoints().toArray();
    int[] b = other.codePoints().toArray();
    int[] costs = new int[b.length + 1];
    Arrays.setAll(costs, i -> i);
    for (int i = 1; i <= a.length; i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(replaced, Math.min(costs[j], costs[j - 1]) + 1);
      }
    }
    return costs[b.length];
  }

  @BuiltIn(
      names = "uuid",
      description = "A random UUID (version 4), another one for each row.",
      example = "octet_length(uuid())",
      result = "36",
      volatility = Volatility.VOLATILE)
  static String uuid() {
    return UUID.randomUUID().toString();
  }
}
