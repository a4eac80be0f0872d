package dev.wadi.connectors.column;

import org.apache.arrow.vector.complex.ListVector;

/// An array column: {@link #start}, the elements at the positions that {@link #next} gives, and
/// {@link #end}.
public final class ListBuilder extends ColumnBuilder {
  private final ListVector vector;
  private final ColumnBuilder elements;
  private int nextElement;

  ListBuilder(ListVector vector) {
    super(vector);
    this.vector = vector;
    this.elements = ColumnBuilder.of(vector.getDataVector());
  }

  public ColumnBuilder elements() {
    return elements;
  }

  /// Begins the list of a row, empty.
  public void start(int row) {
    // Not later than this row: a row that was discarded may have been here before.
    vector.setLastSet(Math.min(vector.getLastSet(), row - 1));
    nextElement = vector.startNewValue(row);
  }

  /// Where the next element goes.
  public int next() {
    int element = nextElement++;
    elements.setNull(element);
    return element;
  }

  public void end(int row) {
    vector.endValue(row, nextElement - vector.getElementStartIndex(row));
  }

  @Override
  public void setNull(int row) {
    if (row < vector.getValueCapacity()) {
      vector.setLastSet(Math.min(vector.getLastSet(), row - 1));
      vector.setNull(row);
    }
  }
}
