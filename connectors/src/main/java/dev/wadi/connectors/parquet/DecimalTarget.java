package dev.wadi.connectors.parquet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;

/// DECIMAL columns, exactly: a value with more digits than the column holds is refused.
final class DecimalTarget extends LeafTarget {
  private final DecimalSource source;
  private final int precision;
  private final int scale;
  private DecimalVector vector;
  private BigDecimal[] dictionary = new BigDecimal[0];

  DecimalTarget(DecimalSource source, int precision, int scale) {
    this.source = source;
    this.precision = precision;
    this.scale = scale;
  }

  @Override
  void setDictionary(Dictionary entries) {
    dictionary = new BigDecimal[entries.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      dictionary[id] = fit(source.entry(entries, id));
    }
  }

  private BigDecimal fit(BigDecimal value) {
    BigDecimal scaled = value.setScale(scale, RoundingMode.UNNECESSARY);
    if (scaled.precision() > precision) {
      throw new ArithmeticException("%s has more than %d digits".formatted(value, precision));
    }
    return scaled;
  }

  @Override
  void allocate(FieldVector into, int slots) {
    vector = (DecimalVector) into;
    vector.allocateNew(slots);
  }

  @Override
  void moved() {}

  @Override
  FieldVector vector() {
    return vector;
  }

  @Override
  void fromDictionary(int slot, int id) {
    vector.set(slot, dictionary[id]);
  }

  @Override
  void fromPage(int slot, ValuesReader values) {
    vector.set(slot, fit(source.next(values)));
  }
}
