package dev.wadi.engine.evaluation;

/// The proleptic Gregorian calendar on days since 1970.
///
/// The algorithms are Howard Hinnant's, "chrono-Compatible Low-Level Date Algorithms" (2013): years
/// begin in March, so that the leap day comes last, and 400 years are one era of 146,097 days.
final class Calendar {
  private static final int DAYS_PER_ERA = 146_097;
  private static final int DAYS_UNTIL_1970 = 719_468;

  private Calendar() {}

  /// A day as `year * 512 + month * 32 + day`.
  private static long civil(long days) {
    long shifted = days + DAYS_UNTIL_1970;
    long era = Math.floorDiv(shifted, DAYS_PER_ERA);
    int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int monthFromMarch = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return year << 9 | month << 5 | day;
  }

  static long year(long days) {
    return civil(days) >> 9;
  }

  static int month(long days) {
    return (int) civil(days) >> 5 & 15;
  }

  static int day(long days) {
    return (int) civil(days) & 31;
  }

  static int quarter(long days) {
    return (month(days) + 2) / 3;
  }

  /// 0 is Sunday.
  static int dayOfWeek(long days) {
    return (int) Math.floorMod(days + 4, 7L);
  }

  /// 1 is the first of January.
  static int dayOfYear(long days) {
    return (int) (days - of(year(days), 1, 1)) + 1;
  }

  /// The day of a date.
  static long of(long year, int month, int day) {
    long fromMarch = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(fromMarch, 400);
    int yearOfEra = (int) (fromMarch - era * 400);
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * DAYS_PER_ERA + dayOfEra - DAYS_UNTIL_1970;
  }

  static int lengthOfMonth(long year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /// The same day of another month, or that month's last day.
  static long addMonths(long days, long months) {
    long civil = civil(days);
    long month = (civil >> 9) * 12 + (civil >> 5 & 15) - 1 + months;
    long year = Math.floorDiv(month, 12);
    int monthOfYear = (int) Math.floorMod(month, 12L) + 1;
    int day = Math.min((int) civil & 31, lengthOfMonth(year, monthOfYear));
    return of(year, monthOfYear, day);
  }

  static long startOfMonth(long days) {
    return days - day(days) + 1;
  }

  static long startOfQuarter(long days) {
    long civil = civil(days);
    return of(civil >> 9, ((int) (civil >> 5 & 15) - 1) / 3 * 3 + 1, 1);
  }

  static long startOfYear(long days) {
    return of(year(days), 1, 1);
  }

  /// Weeks start on Monday.
  static long startOfWeek(long days) {
    return days - Math.floorMod(days + 3, 7);
  }
}
