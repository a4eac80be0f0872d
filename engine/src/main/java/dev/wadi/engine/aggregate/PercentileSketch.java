package dev.wadi.engine.aggregate;

import com.tdunning.math.stats.Centroid;
import com.tdunning.math.stats.MergingDigest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;

/// A percentile: exactly up to {@link #EXACT_MAX} values, beyond that by a t-digest (Dunning 2021).
final class PercentileSketch implements Sketch {
  static final int EXACT_MAX = 128;

  private static final byte EXACT = 0;
  private static final byte DIGEST = 1;

  private final double fraction;
  private final int compression;
  private double[] values = new double[4];
  private long[] weights = new long[4];
  private int count;
  private MergingDigest digest;

  /// @param compression about how many centroids a digest has
  PercentileSketch(double fraction, int compression) {
    this.fraction = fraction;
    this.compression = compression;
  }

  void add(double value, long weight) {
    if (weight <= 0) {
      return;
    }
    if (digest == null && count == EXACT_MAX) {
      startDigest();
    }
    if (digest != null) {
      addToDigest(value, weight);
      return;
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
      weights = Arrays.copyOf(weights, 2 * count);
    }
    values[count] = value;
    weights[count++] = weight;
  }

  private void startDigest() {
    digest = new MergingDigest(compression);
    for (int i = 0; i < count; i++) {
      addToDigest(values[i], weights[i]);
    }
    values = null;
    weights = null;
  }

  private void addToDigest(double value, long weight) {
    for (long left = weight; left > 0; left -= Integer.MAX_VALUE) {
      digest.add(value, (int) Math.min(left, Integer.MAX_VALUE));
    }
  }

  @Override
  public byte[] state() {
    if (digest != null) {
      digest.compress();
      ByteBuffer bytes = ByteBuffer.allocate(1 + digest.byteSize());
      digest.asBytes(bytes.put(DIGEST));
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + count * (Double.BYTES + Long.BYTES)).put(EXACT);
    for (int i = 0; i < count; i++) {
      bytes.putDouble(values[i]).putLong(weights[i]);
    }
    return bytes.array();
  }

  @Override
  public void merge(byte[] state) {
    ByteBuffer bytes = ByteBuffer.wrap(state);
    if (bytes.get() == EXACT) {
      while (bytes.hasRemaining()) {
        add(bytes.getDouble(), bytes.getLong());
      }
      return;
    }
    if (digest == null) {
      startDigest();
    }
    // One by one: the library's own merge takes them in a random order.
    for (Centroid centroid : MergingDigest.fromBytes(bytes).centroids()) {
      addToDigest(centroid.mean(), centroid.count());
    }
  }

  @Override
  public void write(FieldVector result, int index) {
    if (digest != null) {
      OrderedResult.writeNumber(digest.quantile(fraction), result, index);
    } else if (count > 0) {
      OrderedResult.writeNumber(exact(), result, index);
    }
  }

  // As PERCENTILE_CONT of every value as often as its weight says.
  private double exact() {
    int[] sorted =
        IntStream.range(0, count)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(i -> i)
            .toArray();
    double place = fraction * (Arrays.stream(weights, 0, count).sum() - 1);
    long below = (long) Math.floor(place);
    double low = at(sorted, below);
    double part = place - below;
    return part == 0 ? low : low + part * (at(sorted, below + 1) - low);
  }

  private double at(int[] sorted, long others) {
    long left = others;
    int i = 0;
    while (i < count - 1 && left >= weights[sorted[i]]) {
      left -= weights[sorted[i++]];
    }
    return values[sorted[i]];
  }
}
