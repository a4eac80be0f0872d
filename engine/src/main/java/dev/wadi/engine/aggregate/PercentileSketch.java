package dev.wadi.engine.aggregate;

import com.tdunning.math.stats.Centroid;
import com.tdunning.math.stats.MergingDigest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;

/// A percentile: exactly up to {@link #EXACT_MAX} values, beyond that by a t-digest (Dunning 2021).
final class PercentileSketch implements Sketch {
  static final int EXACT_MAX = 128;

  private static final byte EXACT = 0;
  private static final byte DIGEST = 1;

  private final double fraction;
  private final int compression;
  private double[] values = new double[4];
  private int count;
  private MergingDigest digest;

  /// @param compression about how many centroids a digest has
  PercentileSketch(double fraction, int compression) {
    this.fraction = fraction;
    this.compression = compression;
  }

  void add(double value) {
    if (digest == null && count == EXACT_MAX) {
      startDigest();
    }
    if (digest != null) {
      digest.add(value, 1);
      return;
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  private void startDigest() {
    digest = new MergingDigest(compression);
    for (int i = 0; i < count; i++) {
      digest.add(values[i], 1);
    }
    values = null;
  }

  @Override
  public byte[] state() {
    if (digest != null) {
      digest.compress();
      ByteBuffer bytes = ByteBuffer.allocate(1 + digest.byteSize());
      digest.asBytes(bytes.put(DIGEST));
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + count * Double.BYTES).put(EXACT);
    for (int i = 0; i < count; i++) {
      bytes.putDouble(values[i]);
    }
    return bytes.array();
  }

  @Override
  public void merge(byte[] state) {
    ByteBuffer bytes = ByteBuffer.wrap(state);
    if (bytes.get() == EXACT) {
      while (bytes.hasRemaining()) {
        add(bytes.getDouble());
      }
      return;
    }
    if (digest == null) {
      startDigest();
    }
    // One by one: the library's own merge takes them in a random order.
    for (Centroid centroid : MergingDigest.fromBytes(bytes).centroids()) {
      digest.add(centroid.mean(), centroid.count());
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

  // As PERCENTILE_CONT.
  private double exact() {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    double place = fraction * (count - 1);
    int below = (int) place;
    double part = place - below;
    return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
  }
}
