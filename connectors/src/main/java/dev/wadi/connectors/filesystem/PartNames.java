package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink.WriteContext;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// How part files are named: `part-NAME.json`.
///
/// @param prefix what comes before the name
/// @param suffix what comes after it, without the dot
record PartNames(String prefix, Strategy strategy, String suffix) {
  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  "filename.prefix", "what names of part files begin with: 'part' (default)")
              .taking(OptionValues.TEXT.otherwise("part")),
          Option.optional(
              "filename.suffix",
              "what names of part files end with, such as 'ndjson'; the format's own when absent"),
          Option.optional(
                  "filename.strategy",
                  "what is in between: 'serial' (default; run, subtask and number), 'uuid', "
                      + "'uuidV7' or 'ulid'")
              .taking(
                  OptionValues.oneOf(List.of("serial", "uuid", "uuidV7", "ulid"))
                      .otherwise("serial")));

  // Readers pass over names that begin with a dot or an underscore.
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern SUFFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final String ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final SecureRandom RANDOM = new SecureRandom();

  /// What tells the files of a table apart.
  enum Strategy {
    SERIAL,
    UUID,
    /// Begins with the time.
    UUIDV7,
    /// Begins with the time.
    ULID
  }

  static PartNames of(Options options, FileFormat format) {
    String prefix = options.text("filename.prefix").orElse("part");
    if (!PREFIX.matcher(prefix).matches()) {
      throw options.invalid(
          "filename.prefix",
          prefix,
          "up to 64 letters, digits, '-', '_' and '.', a letter or digit first");
    }
    String suffix = options.text("filename.suffix").orElse(format.extension());
    String ending = suffix.startsWith(".") ? suffix.substring(1) : suffix;
    if (!SUFFIX.matcher(ending).matches()) {
      throw options.invalid(
          "filename.suffix",
          suffix,
          "up to 32 letters, digits, '-', '_' and '.', such as 'ndjson'");
    }
    return new PartNames(
        prefix,
        options.choice("filename.strategy", Strategy.class).orElse(Strategy.SERIAL),
        ending);
  }

  /// @param number how many names the subtask has got before
  String name(WriteContext context, int number) {
    String name =
        switch (strategy) {
          case SERIAL -> "%s-%d-%d".formatted(context.jobId(), context.subtask(), number);
          case UUID -> UUID.randomUUID().toString();
          case UUIDV7 -> uuidOf(System.currentTimeMillis()).toString();
          case ULID -> ulidOf(System.currentTimeMillis());
        };
    return "%s-%s.%s".formatted(prefix, name, suffix);
  }

  // 48 bits of time, then random ones but for the version and the variant.
  private static UUID uuidOf(long millis) {
    long high = millis << 16 | 0x7000 | RANDOM.nextLong() & 0xfff;
    long low = RANDOM.nextLong() >>> 2 | Long.MIN_VALUE;
    return new UUID(high, low);
  }

  // 48 bits of time and 80 random ones, five to a digit.
  private static String ulidOf(long millis) {
    var text = new StringBuilder();
    for (int shift = 45; shift >= 0; shift -= 5) {
      text.append(ULID_DIGITS.charAt((int) (millis >>> shift) & 31));
    }
    for (int i = 0; i < 16; i++) {
      text.append(ULID_DIGITS.charAt(RANDOM.nextInt(32)));
    }
    return text.toString();
  }
}
