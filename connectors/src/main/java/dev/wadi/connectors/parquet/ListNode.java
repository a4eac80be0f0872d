package dev.wadi.connectors.parquet;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.parquet.column.page.PageReadStore;

/// A list that is being read.
final class ListNode implements Node {
  private final Node element;
  private final Slots slots;
  private final int presentFrom;
  private final Slots elementSlots;
  private ListVector vector;

  /// @param presentFrom the definition level from which on the list is not null
  /// @param elementSlots which entries are elements
  ListNode(Node element, Slots slots, int presentFrom, Slots elementSlots) {
    this.element = element;
    this.slots = slots;
    this.presentFrom = presentFrom;
    this.elementSlots = elementSlots;
  }

  @Override
  public void open(PageReadStore rowGroup) {
    element.open(rowGroup);
  }

  @Override
  public void begin(FieldVector into, int rows) {
    vector = (ListVector) into;
    firstLeaf().recordLevels();
    element.begin(vector.getDataVector(), rows);
  }

  @Override
  public void read(int rows) {
    element.read(rows);
  }

  @Override
  public void finish() {
    element.finish();
    Levels levels = firstLeaf().levels();
    int slot = -1;
    int elements = 0;
    for (int entry = 0; entry < levels.count(); entry++) {
      if (slots.has(levels, entry)) {
        endList(slot, elements);
        elements = 0;
        slot++;
        if (levels.definition(entry) >= presentFrom) {
          vector.startNewValue(slot);
        }
      }
      elements += elementSlots.has(levels, entry) ? 1 : 0;
    }
    endList(slot, elements);
    vector.setValueCount(slot + 1);
  }

  private void endList(int slot, int elements) {
    if (elements > 0) {
      vector.endValue(slot, elements);
    }
  }

  @Override
  public LeafNode firstLeaf() {
    return element.firstLeaf();
  }
}
