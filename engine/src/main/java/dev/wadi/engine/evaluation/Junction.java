package dev.wadi.engine.evaluation;

import java.util.List;

/// AND and OR of any number of operands. An operand is computed only for the rows that are still
/// open: for AND those that no operand before it made false, for OR those that none made true. So
/// `b <> 0 AND a / b > 1` never divides by zero.
final class Junction implements Node<Flags> {
  private final List<Node<Flags>> operands;
  private final boolean conjunction;
  private final Flags result = new Flags();
  private long[] open = {};

  Junction(List<Node<Flags>> operands, boolean conjunction) {
    this.operands = List.copyOf(operands);
    this.conjunction = conjunction;
  }

  boolean isConjunction() {
    return conjunction;
  }

  List<Node<Flags>> operands() {
    return operands;
  }

  @Override
  public Flags evaluate(Rows rows) {
    result.start(rows.count());
    long[] valid = result.writableValidity();
    for (int i = 0; i < result.wordCount(); i++) {
      result.words[i] = conjunction ? -1L : 0L;
    }
    for (Node<Flags> operand : operands) {
      Positions positions = openPositions();
      if (positions.count() == rows.count()) {
        combine(operand.evaluate(rows), valid);
      } else if (positions.count() > 0) {
        combine(positions, operand.evaluate(rows.at(positions)), valid);
      }
    }
    return result;
  }

  // Decided is what is false (AND) or true (OR), whatever comes.
  private Positions openPositions() {
    if (open.length < result.wordCount()) {
      open = new long[result.wordCount()];
    }
    boolean allOpen = true;
    for (int i = 0; i < result.wordCount(); i++) {
      open[i] = ~(conjunction ? result.falseWord(i) : result.trueWord(i));
      allOpen &= open[i] == -1L;
    }
    return allOpen ? new Positions(null, result.count()) : Positions.ofBits(open, result.count());
  }

  private void combine(Flags operand, long[] valid) {
    for (int i = 0; i < result.wordCount(); i++) {
      long isTrue =
          conjunction
              ? result.trueWord(i) & operand.trueWord(i)
              : result.trueWord(i) | operand.trueWord(i);
      long isFalse =
          conjunction
              ? result.falseWord(i) | operand.falseWord(i)
              : result.falseWord(i) & operand.falseWord(i);
      result.words[i] = isTrue;
      valid[i] = isTrue | isFalse;
    }
  }

  private void combine(Positions positions, Flags operand, long[] valid) {
    for (int i = 0; i < positions.count(); i++) {
      int row = positions.indexes()[i];
      boolean decides = !operand.isNull(i) && operand.get(i) != conjunction;
      if (decides) {
        result.set(row, !conjunction);
        valid[row >> 6] |= 1L << row;
      } else if (operand.isNull(i)) {
        // Not decided, and one operand unknown: unknown.
        valid[row >> 6] &= ~(1L << row);
      }
    }
  }
}
