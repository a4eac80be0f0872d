package dev.wadi.connectors.parquet;

import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.ParquetDecodingException;

/// A leaf that is being read: hands the values of a column chunk to its target. Where a list or
/// struct is around it, it keeps the levels for them.
final class LeafNode implements Node {
  private static final int NO_LEVEL = -1;

  private final ColumnDescriptor column;
  private final ColumnPages pages;
  private final Slots slots;
  private final LeafTarget target;
  private final int maxDefinition;
  private final int maxRepetition;
  private final Levels levels = new Levels();
  private boolean recording;
  private int pendingRepetition = NO_LEVEL;
  private int slot;

  LeafNode(ColumnDescriptor column, Slots slots, LeafTarget target) {
    this.column = column;
    this.pages = new ColumnPages(column);
    this.slots = slots;
    this.target = target;
    this.maxDefinition = column.getMaxDefinitionLevel();
    this.maxRepetition = column.getMaxRepetitionLevel();
    this.recording = maxRepetition > 0;
  }

  /// Keeps the levels, for a list or struct around this leaf.
  void recordLevels() {
    recording = true;
  }

  Levels levels() {
    return levels;
  }

  @Override
  public LeafNode firstLeaf() {
    return this;
  }

  @Override
  public void open(PageReadStore rowGroup) {
    pendingRepetition = NO_LEVEL;
    Dictionary dictionary = pages.open(rowGroup);
    if (dictionary != null) {
      target.setDictionary(dictionary);
    }
  }

  @Override
  public void begin(FieldVector vector, int rows) {
    levels.clear();
    slot = 0;
    target.begin(vector, rows);
  }

  @Override
  public void read(int rows) {
    if (recording) {
      readRecording(rows);
    } else {
      readFlat(rows);
    }
  }

  @Override
  public void finish() {
    target.finish(slot);
  }

  private void readFlat(int rows) {
    int left = rows;
    while (left > 0) {
      int count = Math.min(left, pages.entriesLeft());
      if (count == 0) {
        throw endsEarly();
      }
      if (pages.encodedByDictionary()) {
        readIds(count);
      } else {
        readValues(count);
      }
      pages.consume(count);
      left -= count;
    }
  }

  private void readIds(int count) {
    ValuesReader values = pages.values();
    int end = slot + count;
    for (; slot < end; slot++) {
      if (pages.definitionLevel() == maxDefinition) {
        target.fromDictionary(slot, values.readValueDictionaryId());
      }
    }
  }

  private void readValues(int count) {
    ValuesReader values = pages.values();
    int end = slot + count;
    for (; slot < end; slot++) {
      if (pages.definitionLevel() == maxDefinition) {
        target.fromPage(slot, values);
      }
    }
  }

  // A row ends where the next one begins, so of a list one level is read ahead.
  private void readRecording(int rows) {
    int begun = 0;
    while (true) {
      int repetition = pendingRepetition == NO_LEVEL ? nextRepetition() : pendingRepetition;
      pendingRepetition = NO_LEVEL;
      begun += repetition == 0 ? 1 : 0;
      if (begun > rows || repetition == NO_LEVEL) {
        pendingRepetition = repetition;
        break;
      }
      readEntry(repetition);
      if (begun == rows && maxRepetition == 0) {
        break;
      }
    }
    if (begun < rows) {
      throw endsEarly();
    }
  }

  // The level of the next entry, or none at the end of the column chunk.
  private int nextRepetition() {
    return pages.entriesLeft() == 0 ? NO_LEVEL : pages.repetitionLevel();
  }

  private void readEntry(int repetition) {
    int definition = pages.definitionLevel();
    pages.consume(1);
    levels.add(repetition, definition);
    if (definition == maxDefinition) {
      target.ensureCapacity(slot);
      if (pages.encodedByDictionary()) {
        target.fromDictionary(slot, pages.values().readValueDictionaryId());
      } else {
        target.fromPage(slot, pages.values());
      }
    }
    slot += definition >= slots.definition() ? 1 : 0;
  }

  private ParquetDecodingException endsEarly() {
    return new ParquetDecodingException("column chunk ends early: " + column);
  }
}
