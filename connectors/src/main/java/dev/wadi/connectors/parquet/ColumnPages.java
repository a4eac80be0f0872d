package dev.wadi.connectors.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntSupplier;
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

/// The pages of a column chunk, one after the other, of either version. Of each entry read the
/// repetition level, then the definition level, then, if there is one, the value.
final class ColumnPages {
  private final ColumnDescriptor column;
  private PageReader pages;
  private Dictionary dictionary;
  private int entriesLeft;
  private IntSupplier repetitionLevels;
  private IntSupplier definitionLevels;
  private ValuesReader values;
  private boolean encodedByDictionary;

  ColumnPages(ColumnDescriptor column) {
    this.column = column;
  }

  /// Goes to the start of a row group.
  ///
  /// @return the entries that values may refer to, or null if all values are written out
  Dictionary open(PageReadStore rowGroup) {
    pages = rowGroup.getPageReader(column);
    entriesLeft = 0;
    dictionary = null;
    DictionaryPage page = pages.readDictionaryPage();
    if (page != null) {
      try {
        dictionary = page.getEncoding().initDictionary(column, page);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return dictionary;
  }

  /// How many entries the page has left, after going to the next page if there were none.
  ///
  /// @return 0 at the end of the column chunk
  int entriesLeft() {
    while (entriesLeft == 0) {
      DataPage page = pages.readPage();
      if (page == null) {
        return 0;
      }
      open(page);
    }
    return entriesLeft;
  }

  /// Notes that so many entries have been read.
  void consume(int entries) {
    entriesLeft -= entries;
  }

  int repetitionLevel() {
    return repetitionLevels.getAsInt();
  }

  int definitionLevel() {
    return definitionLevels.getAsInt();
  }

  /// Whether the page's values are to be read as the numbers of dictionary entries.
  boolean encodedByDictionary() {
    return encodedByDictionary;
  }

  ValuesReader values() {
    return values;
  }

  private void open(DataPage page) {
    entriesLeft = page.getValueCount();
    try {
      switch (page) {
        case DataPageV1 v1 -> open(v1);
        case DataPageV2 v2 -> open(v2);
        default -> throw new ParquetDecodingException("unknown page: " + page);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open(DataPageV1 page) throws IOException {
    ByteBufferInputStream in = page.getBytes().toInputStream();
    int count = page.getValueCount();
    repetitionLevels = levels(page.getRlEncoding(), ValuesType.REPETITION_LEVEL, count, in);
    definitionLevels = levels(page.getDlEncoding(), ValuesType.DEFINITION_LEVEL, count, in);
    openValues(page.getValueEncoding(), count, in);
  }

  private IntSupplier levels(
      Encoding encoding, ValuesType type, int count, ByteBufferInputStream in) throws IOException {
    ValuesReader reader = encoding.getValuesReader(column, type);
    reader.initFromPage(count, in);
    return reader::readInteger;
  }

  private void open(DataPageV2 page) throws IOException {
    repetitionLevels = levels(page.getRepetitionLevels(), column.getMaxRepetitionLevel());
    definitionLevels = levels(page.getDefinitionLevels(), column.getMaxDefinitionLevel());
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
