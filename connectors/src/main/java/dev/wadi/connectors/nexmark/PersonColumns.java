package dev.wadi.connectors.nexmark;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// The columns of persons.
final class PersonColumns implements EntityColumns {
  private static final byte[][] FIRST_NAMES =
      ascii("Ada", "Barbara", "Edgar", "Edsger", "Frances", "Grace", "Jim", "Leslie", "Michael");
  private static final byte[][] LAST_NAMES =
      ascii("Allen", "Codd", "Dijkstra", "Gray", "Hopper", "Lamport", "Liskov", "Lovelace");
  private static final byte[][] CITIES =
      ascii(
          "Boise",
          "Cheyenne",
          "Los Angeles",
          "Phoenix",
          "Portland",
          "Salem",
          "San Francisco",
          "Seattle",
          "Spokane",
          "Tucson");
  // Queries ask for OR, ID and CA.
  private static final byte[][] STATES = ascii("AZ", "CA", "ID", "OR", "WA", "WY");

  private static final byte[] MAIL_ENDING = ".com".getBytes(StandardCharsets.US_ASCII);
  private static final int EXTRA_MIN = 108;
  private static final int EXTRA_SPREAD = 54;

  private final Model model;

  PersonColumns(Model model) {
    this.model = model;
  }

  private static byte[][] ascii(String... texts) {
    return Stream.of(texts)
        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  @Override
  public NexmarkColumn column(String name) {
    long stream = Draw.stream(model.seed(), "person." + name);
    return switch (name) {
      case "id" -> ids();
      case "name" -> text(20, stream, PersonColumns::name);
      case "email_address" -> text(16, stream, PersonColumns::emailAddress);
      case "credit_card" -> text(19, stream, PersonColumns::creditCard);
      case "city" -> text(16, stream, (out, bits) -> one(CITIES, out, bits));
      case "state" -> text(2, stream, (out, bits) -> one(STATES, out, bits));
      case "date_time", "datetime" -> (NexmarkColumn.Millis) model::millis;
      case "extra" -> text(EXTRA_MIN + EXTRA_SPREAD, stream, PersonColumns::extra);
      default -> throw new IllegalStateException("no such column: " + name);
    };
  }

  private static NexmarkColumn.Longs ids() {
    return (data, events, rows) -> {
      for (int i = 0; i < rows; i++) {
        data.setAtIndex(ValueLayout.JAVA_LONG, i, Model.lastPerson(events[i]) + Model.FIRST_ID);
      }
    };
  }

  @FunctionalInterface
  private interface FromBits {
    void write(TextWriter out, long bits);
  }

  private static NexmarkColumn.Texts text(int maxBytes, long stream, FromBits value) {
    return new NexmarkColumn.Texts(
        maxBytes, (out, event) -> value.write(out, Draw.bits(stream, event)));
  }

  private static void one(byte[][] texts, TextWriter out, long bits) {
    out.bytes(texts[(int) Draw.below(bits, texts.length)]);
  }

  private static void name(TextWriter out, long bits) {
    one(FIRST_NAMES, out, bits);
    out.letter(' ');
    one(LAST_NAMES, out, Draw.mix(bits));
  }

  private static void emailAddress(TextWriter out, long bits) {
    out.letters(bits, 3 + (int) Draw.below(bits, 4));
    out.letter('@');
    out.letters(Draw.mix(bits), 3 + (int) (bits & 1));
    out.bytes(MAIL_ENDING);
  }

  private static void creditCard(TextWriter out, long bits) {
    for (int group = 0; group < 4; group++) {
      if (group > 0) {
        out.letter(' ');
      }
      out.digits(Draw.below(Draw.bits(bits, group), 10_000), 4);
    }
  }

  private static void extra(TextWriter out, long bits) {
    out.letters(bits, EXTRA_MIN + (int) Draw.below(bits, EXTRA_SPREAD));
  }
}
