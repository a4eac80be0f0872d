package dev.wadi.connectors.parquet;

import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.parquet.column.page.PageReadStore;

/// A struct that is being read.
final class StructNode implements Node {
  private final List<Node> fields;
  private final Slots slots;
  private final int presentFrom;
  private StructVector vector;

  /// @param presentFrom the definition level from which on the struct is not null
  StructNode(List<Node> fields, Slots slots, int presentFrom) {
    this.fields = List.copyOf(fields);
    this.slots = slots;
    this.presentFrom = presentFrom;
  }

  @Override
  public void open(PageReadStore rowGroup) {
    fields.forEach(field -> field.open(rowGroup));
  }

  @Override
  public void begin(FieldVector into, int rows) {
    vector = (StructVector) into;
    firstLeaf().recordLevels();
    for (int i = 0; i < fields.size(); i++) {
      fields.get(i).begin((FieldVector) vector.getChildByOrdinal(i), rows);
    }
  }

  @Override
  public void read(int rows) {
    fields.forEach(field -> field.read(rows));
  }

  @Override
  public void finish() {
    fields.forEach(Node::finish);
    Levels levels = firstLeaf().levels();
    int slot = 0;
    for (int entry = 0; entry < levels.count(); entry++) {
      if (slots.has(levels, entry)) {
        while (slot >= vector.getValueCapacity()) {
          vector.reAlloc();
        }
        if (levels.definition(entry) >= presentFrom) {
          vector.setIndexDefined(slot);
        }
        slot++;
      }
    }
    vector.setValueCount(slot);
  }

  @Override
  public LeafNode firstLeaf() {
    return fields.get(0).firstLeaf();
  }
}
