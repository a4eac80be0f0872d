package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.column.ColumnBuilder;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Where the rows of messages go: some columns of a batch, besides which there may be others with
/// what is known of the message.
public final class MessageRows {
  private final BatchBuilder builder;
  private final List<Integer> places;
  private final IntConsumer stamp;
  private final Consumer<String> malformed;
  private List<ColumnBuilder> all = List.of();
  private List<ColumnBuilder> columns = List.of();

  /// @param places which of the batch's columns the messages hold
  /// @param stamp writes the others into a row
  /// @param malformed is told why a row of a message, not all of it, is left out
  public MessageRows(
      BatchBuilder builder, List<Integer> places, IntConsumer stamp, Consumer<String> malformed) {
    this.builder = builder;
    this.places = List.copyOf(places);
    this.stamp = stamp;
    this.malformed = malformed;
  }

  BatchBuilder builder() {
    return builder;
  }

  /// The columns that messages hold; the same list until the batch is handed out.
  List<ColumnBuilder> columns() {
    if (builder.columns() != all) {
      all = builder.columns();
      columns = places.stream().map(all::get).toList();
    }
    return columns;
  }

  int row() {
    return builder.row();
  }

  /// @throws dev.wadi.connectors.column.BadValue if a NOT NULL column has no value
  void end() {
    stamp.accept(builder.row());
    builder.endRow();
  }

  /// Leaves the open row out.
  void leaveOut(String reason) {
    builder.discardRow();
    malformed.accept(reason);
  }
}
