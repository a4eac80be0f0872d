package dev.wadi.connectors.column;

import java.time.DateTimeException;
import java.time.LocalDate;

/// Reads the parts of a date and time from left to right; several times faster than
/// `java.time.format`, which matters because nearly every row has a timestamp.
final class TimeScanner {
  private final String text;
  private int at;

  TimeScanner(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at == text.length();
  }

  void end() {
    if (!atEnd()) {
      throw malformed();
    }
  }

  /// Year, month and day as days since 1970. The year has four digits, or more with a sign.
  long date() {
    int sign = accept('-') ? -1 : 1;
    accept('+');
    int start = at;
    int year = 0;
    while (!atEnd() && isDigit() && at - start < 9) {
      year = year * 10 + text.charAt(at++) - '0';
    }
    if (at - start < 4) {
      throw malformed();
    }
    int month = part('-');
    int day = part('-');
    return LocalDate.of(sign * year, month, day).toEpochDay();
  }

  /// The `T` or space between date and time.
  TimeScanner separated() {
    if (!accept('T') && !accept(' ') && !accept('t')) {
      throw malformed();
    }
    return this;
  }

  /// Hours, minutes and optionally seconds as nanoseconds.
  long timeOfDay() {
    int hour = twoDigits();
    int minute = part(':');
    boolean withSeconds = !atEnd() && text.charAt(at) == ':';
    int second = withSeconds ? part(':') : 0;
    if (hour > 23 || minute > 59 || second > 59) {
      throw malformed();
    }
    long nanos = withSeconds && accept('.') ? fraction() : 0;
    return ((hour * 60L + minute) * 60 + second) * 1_000_000_000L + nanos;
  }

  /// The offset from UTC; none means UTC.
  long zoneSeconds() {
    if (atEnd() || accept('Z') || accept('z')) {
      return 0;
    }
    int sign = accept('-') ? -1 : 1;
    if (sign == 1 && !accept('+')) {
      throw malformed();
    }
    int hours = twoDigits();
    int minutes = 0;
    if (!atEnd()) {
      accept(':');
      minutes = twoDigits();
    }
    if (hours > 18 || minutes > 59) {
      throw malformed();
    }
    return sign * (hours * 3600L + minutes * 60L);
  }

  private long fraction() {
    int start = at;
    long nanos = 0;
    for (long unit = 100_000_000; !atEnd() && isDigit(); unit /= 10) {
      nanos += unit * (text.charAt(at++) - '0');
    }
    if (at == start) {
      throw malformed();
    }
    return nanos;
  }

  private int part(char separator) {
    if (!accept(separator)) {
      throw malformed();
    }
    return twoDigits();
  }

  private int twoDigits() {
    if (at + 2 > text.length()) {
      throw malformed();
    }
    int tens = text.charAt(at) - '0';
    int ones = text.charAt(at + 1) - '0';
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
      throw malformed();
    }
    at += 2;
    return tens * 10 + ones;
  }

  private boolean accept(char c) {
    boolean there = !atEnd() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private boolean isDigit() {
    char c = text.charAt(at);
    return c >= '0' && c <= '9';
  }

  private DateTimeException malformed() {
    return new DateTimeException("not a date or time: " + text);
  }
}
