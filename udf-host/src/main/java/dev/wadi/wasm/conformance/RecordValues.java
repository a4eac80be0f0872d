package dev.wadi.wasm.conformance;

import dev.wadi.wasm.conformance.RandomValues.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// Records to try a format with: those that it has written itself, the same damaged, and garbage.
final class RecordValues implements RowSource {
  private static final int GARBAGE_BYTES_MAX = 60;
  private static final int MANY = 100;
  private static final int PRINTABLE_MIN = ' ';
  private static final int PRINTABLE_MAX = '~';

  private final Kind kind;
  private final Random random;
  private final List<byte[]> written;
  private final boolean lines;

  /// @param written good records, if there are any
  /// @param lines whether a record is a line
  RecordValues(Kind kind, long seed, List<byte[]> written, boolean lines) {
    this.kind = kind;
    this.random = new Random(seed);
    this.written = List.copyOf(written);
    this.lines = lines;
  }

  @Override
  public List<Row> rows(List<Field> fields, int count, double nulls) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] record = kind == Kind.EXTREME ? extreme() : ordinary();
      rows.add(new Row(List.of(ByteBuffer.wrap(lines ? inOneLine(record) : record))));
    }
    return rows;
  }

  private byte[] ordinary() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3, 4, 5 -> good();
      case 6, 7 -> damaged(good());
      case 8 -> printable();
      default -> garbage(random.nextInt(GARBAGE_BYTES_MAX));
    };
  }

  private byte[] extreme() {
    return switch (random.nextInt(6)) {
      case 0 -> new byte[0];
      case 1 -> garbage(Texts.LONG);
      case 2 -> new byte[GARBAGE_BYTES_MAX];
      case 3 -> repeated(good());
      case 4 -> "a".repeat(Texts.LONG).getBytes(StandardCharsets.US_ASCII);
      default -> damaged(damaged(good()));
    };
  }

  private byte[] good() {
    return written.isEmpty() ? printable() : written.get(random.nextInt(written.size()));
  }

  private byte[] damaged(byte[] record) {
    if (record.length == 0) {
      return record;
    }
    int at = random.nextInt(record.length);
    byte[] damaged = Arrays.copyOf(record, random.nextBoolean() ? record.length : at + 1);
    damaged[at] = (byte) random.nextInt();
    return damaged;
  }

  private byte[] repeated(byte[] record) {
    var bytes = new ByteArrayOutputStream();
    IntStream.range(0, MANY).forEach(_ -> bytes.writeBytes(record));
    return bytes.toByteArray();
  }

  private byte[] printable() {
    byte[] bytes = new byte[random.nextInt(GARBAGE_BYTES_MAX)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(PRINTABLE_MIN, PRINTABLE_MAX + 1);
    }
    return bytes;
  }

  private byte[] garbage(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] inOneLine(byte[] record) {
    byte[] line = record.clone();
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '\n' || line[i] == '\r' ? (byte) ' ' : line[i];
    }
    return line;
  }
}
