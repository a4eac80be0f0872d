package dev.wadi.engine.checkpoint;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;

/// Hashes rows, so that two with the same hash are the same: same values in columns of the same
/// types. The hash is XXH3 with 128 bits: that any two of a billion rows have the same by chance is
/// less likely than 10^-20. It is keyed with a random number that nobody gets to see, since hashes
/// are never stored; so rows cannot be made up that have the same. Thread-safe.
final class RowDigester {
  private final Hasher128 hasher = Hashing.xxh3_128(new SecureRandom().nextLong());

  /// The hash of few bytes.
  HashValue128 digest(ByteSequence bytes) {
    return hasher.hashBytesTo128Bits(bytes.toArray());
  }

  /// Appends the hashes of a dense batch's rows.
  ///
  /// @return false, with nothing appended, if it has columns of a type that cannot be compared
  boolean digest(Batch batch, RowDigests digests) {
    Optional<List<CellBytes>> columns =
        CellBytes.all(batch.columns().stream().map(Column::vector).toList());
    if (columns.isEmpty()) {
      return false;
    }
    CellBytes[] cells = columns.get().toArray(CellBytes[]::new);
    RowBytes bytes = types(batch);
    int typed = bytes.length();
    for (int row = 0; row < batch.rowCount(); row++) {
      bytes.cutTo(typed);
      for (CellBytes cell : cells) {
        cell.append(row, bytes);
      }
      digests.add(bytes.hash(hasher));
    }
    return true;
  }

  // Each row begins with what it is a row of.
  private RowBytes types(Batch batch) {
    var text = new StringBuilder();
    for (Column column : batch.columns()) {
      Field field = column.field();
      text.append(field.getFieldType().getType())
          .append(field.getMetadata())
          .append(field.getChildren())
          .append(';');
    }
    HashValue128 hash = hasher.hashBytesTo128Bits(text.toString().getBytes(StandardCharsets.UTF_8));
    var bytes = new RowBytes();
    bytes.putLong(hash.getLeastSignificantBits());
    bytes.putLong(hash.getMostSignificantBits());
    return bytes;
  }
}
