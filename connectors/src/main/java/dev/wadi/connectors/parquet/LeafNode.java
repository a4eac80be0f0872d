package dev.wadi.connectors.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntSupplier;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.io.ParquetDecodingException;

/// A leaf that is being read: walks through the pages of its column chunk.
final class LeafNode implements Node {
  private static final int NO_LEVEL = -1;

  private final ColumnDescriptor column;
  private final Slots slots;
  private final LeafTarget target;
  private final int maxDefinition;
  private final int maxRepetition;
  private final Levels levels = new Levels();
  private boolean recording;

  private PageReader pages;
  private Dictionary dictionary;
  private int entriesLeftInPage;
  private IntSupplier repetitionLevels;
  private IntSupplier definitionLevels;
  private ValuesReader values;
  private boolean encodedByDictionary;
  private int pendingRepetition = NO_LEVEL;
  private int slot;

  LeafNode(ColumnDescriptor column, Slots slots, LeafTarget target) {
    this.column = column;
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
    pages = rowGroup.getPageReader(column);
    entriesLeftInPage = 0;
    pendingRepetition = NO_LEVEL;
    dictionary = null;
    DictionaryPage page = pages.readDictionaryPage();
    if (page != null) {
      try {
        dictionary = page.getEncoding().initDictionary(column, page);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
      nextPageIfNeeded();
      int count = Math.min(left, entriesLeftInPage);
      if (encodedByDictionary) {
        readIds(count);
      } else {
        readValues(count);
      }
      entriesLeftInPage -= count;
      left -= count;
    }
  }

  private void readIds(int count) {
    int end = slot + count;
    for (; slot < end; slot++) {
      if (definitionLevels.getAsInt() == maxDefinition) {
        target.fromDictionary(slot, values.readValueDictionaryId());
      }
    }
  }

  private void readValues(int count) {
    int end = slot + count;
    for (; slot < end; slot++) {
      if (definitionLevels.getAsInt() == maxDefinition) {
        target.fromPage(slot, values);
      }
    }
  }

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
      throw new ParquetDecodingException("column chunk ends early: " + column);
    }
  }

  // The level of the next entry, or none at the end of the column chunk.
  private int nextRepetition() {
    if (entriesLeftInPage == 0 && !nextPage()) {
      return NO_LEVEL;
    }
    return repetitionLevels.getAsInt();
  }

  private void readEntry(int repetition) {
    int definition = definitionLevels.getAsInt();
    entriesLeftInPage--;
    levels.add(repetition, definition);
    if (definition == maxDefinition) {
      target.ensureCapacity(slot);
      if (encodedByDictionary) {
        target.fromDictionary(slot, values.readValueDictionaryId());
      } else {
        target.fromPage(slot, values);
      }
    }
    slot += definition >= slots.definition() ? 1 : 0;
  }

  private void nextPageIfNeeded() {
    if (entriesLeftInPage == 0 && !nextPage()) {
      throw new ParquetDecodingException("column chunk ends early: " + column);
    }
  }

  // Goes to the next page that has entries.
  private boolean nextPage() {
    do {
      DataPage page = pages.readPage();
      if (page == null) {
        return false;
      }
      entriesLeftInPage = page.getValueCount();
      try {
        switch (page) {
          case DataPageV1 v1 -> open(v1);
          case DataPageV2 v2 -> open(v2);
          default -> throw new ParquetDecodingException("unknown page: " + page);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } while (entriesLeftInPage == 0);
    return true;
  }

  private void open(DataPageV1 page) throws IOException {
    ByteBufferInputStream in = page.getBytes().toInputStream();
    int count = page.getValueCount();
    repetitionLevels = levels(page.getRlEncoding(), ValuesType.REPETITION_LEVEL, count, in);
    definitionLevels = levels(page.getDlEncoding(), ValuesType.DEFINITION_LEVEL, count, in);
    openValues(page.getValueEncoding(), count, in);
  }

  private IntSupplier levels(
      Encoding encoding, ValuesType type, int count, ByteBufferInputStream in)
      throws IOException {
    ValuesReader reader = encoding.getValuesReader(column, type);
    reader.initFromPage(count, in);
    return reader::readInteger;
  }

  private void open(DataPageV2 page) throws IOException {
    repetitionLevels = levels(page.getRepetitionLevels(), maxRepetition);
    definitionLevels = levels(page.getDefinitionLevels(), maxDefinition);
    openValues(page.getDataEncoding(), page.getValueCount(), page.getData().toInputStream());
  }

  private static IntSupplier levels(BytesInput bytes, int max) throws IOException {
    if (max == 0) {
      return () -> 0;
    }
    var decoder =
        new RunLengthBitPackingHybridDecoder(
            BytesUtils.getWidthFromMaxInt(max), bytes.toInputStream());
    return () -> {
      try {
        return decoder.readInt();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private void openValues(Encoding encoding, int count, ByteBufferInputStream in)
      throws IOException {
    encodedByDictionary = encoding.usesDictionary();
    if (encodedByDictionary && dictionary == null) {
      throw new ParquetDecodingException("column chunk without its dictionary: " + column);
    }
    values =
        encodedByDictionary
            ? encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary)
            : encoding.getValuesReader(column, ValuesType.VALUES);
    values.initFromPage(count, in);
  }
}
