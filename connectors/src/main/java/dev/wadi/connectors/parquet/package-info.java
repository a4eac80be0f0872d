/// Parquet, column by column, between its pages and Arrow vectors.
///
/// Reading: {@link dev.wadi.connectors.parquet.ParquetFile} opens a file and turns every way in
/// which one can be broken into an error that names it; {@link
/// dev.wadi.connectors.parquet.ParquetReader} is the split reader. `ColumnMatch` finds the file's
/// column for each column of the table and makes a tree of nodes for it, whose leaves (`LeafNode`)
/// walk through the pages of a column chunk and whose inner nodes (`ListNode`, `StructNode`) work
/// out from the repetition and definition levels where lists and structs begin and which are null
/// (Melnik and others, Dremel, 2010). A `LeafTarget` converts values to the table's type; of a
/// dictionary each entry once.
///
/// Writing: {@link dev.wadi.connectors.parquet.ParquetWriting} hands rows to the reference
/// implementation's own writer.
///
/// To add a type: `ParquetTypes` (how it is written), `LeafTargets` (what it is read from),
/// `ParquetCell`.
package dev.wadi.connectors.parquet;
