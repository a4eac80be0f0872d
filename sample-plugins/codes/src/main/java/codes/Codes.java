package codes;

import dev.wadi.guest.RejectedException;
import dev.wadi.guest.ScalarFunction;
import dev.wadi.guest.WadiPlugin;

/// What SQL can call.
@WadiPlugin(name = "codes", version = "1.0.0")
final class Codes {
  // What each letter sounds like, from A on.
  private static final String SOUNDS = "0123012-02245501262301-202";
  private static final char VOWEL = '0';
  private static final char SILENT = '-';
  private static final int SOUNDEX_LENGTH = 4;

  private Codes() {}

  /// An account number (IBAN) without blanks and in capitals. A wrong one is rejected.
  @ScalarFunction
  static String iban(String text) {
    String iban = capitals(text);
    if (!hasFormOfIban(iban)) {
      throw new RejectedException("'" + text + "' does not look like an IBAN");
    }
    if (remainder(iban.substring(4) + iban.substring(0, 4)) != 1) {
      throw new RejectedException("the check digits of '" + text + "' are wrong");
    }
    return iban;
  }

  private static boolean hasFormOfIban(String iban) {
    if (iban.length() < 15 || iban.length() > 34) {
      return false;
    }
    for (int i = 0; i < iban.length(); i++) {
      char c = iban.charAt(i);
      boolean fits = i < 2 ? isLetter(c) : i < 4 ? isDigit(c) : isLetter(c) || isDigit(c);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  // Of a number in which A stands for 10 and Z for 35, divided by 97.
  private static int remainder(String text) {
    int remainder = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      remainder = isDigit(c) ? remainder * 10 + c - '0' : remainder * 100 + c - 'A' + 10;
      remainder %= 97;
    }
    return remainder;
  }

  /// Whether the last digit of a number is the one that Luhn's formula gives, as that of a card is.
  @ScalarFunction
  static boolean hasLuhnDigit(String number) {
    int sum = 0;
    int digits = 0;
    for (int i = number.length() - 1; i >= 0; i--) {
      char c = number.charAt(i);
      if (isDigit(c)) {
        int digit = (c - '0') << (digits & 1);
        sum += digit > 9 ? digit - 9 : digit;
        digits++;
      } else if (c != ' ') {
        return false;
      }
    }
    return digits > 1 && sum % 10 == 0;
  }

  /// The first letter of a name and three digits, the same for names that sound alike in English;
  /// null for a text without letters.
  @ScalarFunction
  static String soundex(String name) {
    StringBuilder code = new StringBuilder();
    char last = VOWEL;
    for (char c : capitals(name).toCharArray()) {
      if (isLetter(c) && code.length() < SOUNDEX_LENGTH) {
        char sound = SOUNDS.charAt(c - 'A');
        if (code.length() == 0) {
          code.append(c);
        } else if (sound != last && sound != VOWEL && sound != SILENT) {
          code.append(sound);
        }
        last = sound == SILENT ? last : sound;
      }
    }
    return code.length() == 0 ? null : (code + "000").substring(0, SOUNDEX_LENGTH);
  }

  private static String capitals(String text) {
    StringBuilder capitals = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c != ' ') {
        capitals.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
      }
    }
    return capitals.toString();
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
