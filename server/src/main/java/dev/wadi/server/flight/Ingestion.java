package dev.wadi.server.flight;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.flight.protocol.Flight.FlightData;
import dev.wadi.server.flight.protocol.FlightSql.CommandStatementIngest;
import dev.wadi.server.flight.protocol.FlightSql.CommandStatementIngest.TableDefinitionOptions;
import dev.wadi.server.flight.protocol.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableExistsOption;
import dev.wadi.server.grpc.InboundMessages;
import dev.wadi.server.grpc.RefusedCall;
import dev.wadi.server.pipeline.OneShotQueries;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Bulk ingestion: columns that a client uploads are added to a table, as if by INSERT, at the pace
/// of both.
final class Ingestion {
  private final OneShotQueries queries;

  Ingestion(OneShotQueries queries) {
    this.queries = queries;
  }

  /// @param first message of the upload, which has the columns
  /// @return how many rows were added
  long run(CommandStatementIngest command, FlightData first, InboundMessages<FlightData> rest) {
    refuse(command);
    Schema columns = ArrowMessages.schema(first);
    columns.getFields().forEach(Ingestion::requireTaken);
    return queries.ingest(
        command.getTable(),
        columns,
        allocator -> next(columns, rest, allocator),
        query -> rest.whenGone(query::cancel));
  }

  private static void refuse(CommandStatementIngest command) {
    Transactions.refuse(command.hasTransactionId());
    TableDefinitionOptions options = command.getTableDefinitionOptions();
    boolean elsewhere = !command.getSchema().isEmpty() || !command.getCatalog().isEmpty();
    boolean replace =
        options.getIfExists() == TableExistsOption.TABLE_EXISTS_OPTION_REPLACE
            || options.getIfExists() == TableExistsOption.TABLE_EXISTS_OPTION_FAIL;
    if (elsewhere || command.getTemporary() || replace || command.getOptionsCount() > 0) {
      throw RefusedCall.unsupported(
          "ingestion but into a table that exists",
          "create the table, whose connector says where rows go, then append to it by its name");
    }
  }

  // What there is a column of without a conversion: nothing is guessed.
  private static void requireTaken(Field column) {
    boolean taken =
        switch (column.getType()) {
          case ArrowType.Bool _, ArrowType.Int _, ArrowType.Utf8 _, ArrowType.Binary _ -> true;
          case ArrowType.FloatingPoint type -> type.getPrecision() != FloatingPointPrecision.HALF;
          case ArrowType.Decimal type -> type.getBitWidth() == 128;
          case ArrowType.Date type -> type.getUnit() == DateUnit.DAY;
          case ArrowType.Time type -> type.getUnit() == TimeUnit.MICROSECOND;
          case ArrowType.Timestamp type ->
              type.getTimezone() == null
                  && (type.getUnit() == TimeUnit.MICROSECOND
                      || type.getUnit() == TimeUnit.NANOSECOND);
          default -> false;
        };
    if (!taken || column.getDictionary() != null) {
      throw new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "column '%s' is %s, which cannot be ingested"
                  .formatted(column.getName(), column.getType()))
          .withHint(
              "convert it: numbers, text, binary, dates in days, times in microseconds, timestamps"
                  + " without time zone in micro- or nanoseconds");
    }
  }

  private static Optional<Batch> next(
      Schema columns, InboundMessages<FlightData> rest, BufferAllocator allocator) {
    Optional<FlightData> data = rest.next();
    if (data.isEmpty()) {
      return Optional.empty();
    }
    // Closed with the batch that has its vectors, or here.
    VectorSchemaRoot root = VectorSchemaRoot.create(columns, allocator);
    try {
      ArrowMessages.load(data.get(), root, allocator);
    } catch (RuntimeException e) {
      root.close();
      throw e;
    }
    List<Column> vectors = root.getFieldVectors().stream().map(Column::of).toList();
    return Optional.of(Batch.of(vectors, root.getRowCount()));
  }
}
