package dev.wadi.connectors.parquet;

import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.page.PageReadStore;

/// A column, or a part of a nested one, that is being read. For each batch: {@link #begin}, {@link
/// #read}, {@link #finish}.
sealed interface Node permits LeafNode, ListNode, StructNode {
  /// Goes to the start of a row group.
  void open(PageReadStore rowGroup);

  /// Begins a batch.
  ///
  /// @param vector empty, to be written
  /// @param rows how many values to expect
  void begin(FieldVector vector, int rows);

  /// Reads the leaves of so many rows.
  void read(int rows);

  /// Completes the vector.
  void finish();

  /// A leaf whose levels say where this node's values begin and which are null.
  LeafNode firstLeaf();
}
