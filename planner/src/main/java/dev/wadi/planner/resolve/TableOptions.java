package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.TableOption;
import dev.wadi.planner.parse.syntax.Watermark;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.UsesPlugins;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The `WITH` clause: options that mean the same for every connector, and the connector's own.
final class TableOptions {
  static final String CONNECTOR = "connector";

  private static final String EVENT_TIME = "event_time_field";
  private static final String WATERMARK = "watermark_field";
  private static final List<String> COMMON =
      List.of(CONNECTOR, EVENT_TIME, WATERMARK, IdleTime.OPTION, LateTables.OPTION);
  private static final List<String> LOOKUP =
      List.of(CONNECTOR, LookupOptions.MAX_BYTES, LookupOptions.TTL);

  private final CreateTable create;
  private final Map<String, TableOption> byKey = new LinkedHashMap<>();

  /// @throws WadiException if one is given twice
  TableOptions(CreateTable create) {
    this.create = create;
    for (TableOption option : create.options()) {
      if (byKey.put(option.key(), option) != null) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME, "the option '%s' is given twice".formatted(option.key()))
            .at(Positions.of(option.position()));
      }
    }
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  Optional<String> connector() {
    return Optional.ofNullable(byKey.get(CONNECTOR)).map(TableOption::text);
  }

  /// Where an option is written.
  SqlParserPos position(String key) {
    return byKey.get(key).position();
  }

  /// The options that the connector gets.
  ///
  /// @throws WadiException if it does not have one of them
  Map<String, String> of(Connector connector) {
    Map<String, String> own = new LinkedHashMap<>();
    List<String> known = new ArrayList<>(declared(connector).stream().map(o -> o.name()).toList());
    List<String> common = create.temporary() ? LOOKUP : COMMON;
    known.addAll(common);
    for (TableOption option : byKey.values()) {
      if (!known.contains(option.key())) {
        throw unknown(connector, option, known);
      }
      if (!common.contains(option.key())) {
        own.put(option.key(), option.text());
      }
    }
    IdleTime.micros(create);
    return own;
  }

  private List<Connector.Option> declared(Connector connector) {
    if (!(connector instanceof UsesPlugins uses)) {
      return connector.options();
    }
    Map<String, String> written = new HashMap<>();
    byKey.forEach((key, option) -> written.put(key, option.text()));
    return uses.options(written);
  }

  private static WadiException unknown(
      Connector connector, TableOption option, List<String> known) {
    return new WadiException(
            ErrorCode.INVALID_OPTION,
            "connector '%s' has no option '%s'; it has: %s"
                .formatted(
                    connector.name(),
                    option.key(),
                    String.join(
                        ", ", known.stream().filter(key -> !key.equals(CONNECTOR)).toList())))
        .withHint(
            LOOKUP.contains(option.key())
                ? "only a lookup table has it: CREATE TEMPORARY TABLE"
                : Names.nearest(option.key(), known)
                    .map("did you mean '%s'?"::formatted)
                    .orElse("leave it out"))
        .at(Positions.of(option.position()));
  }

  /// The table's watermark: of its clause, as the options say, or over the column in which the
  /// connector has the time. An event time without a watermark of its own is followed at a distance
  /// of one second.
  ///
  /// @param columns the table's physical columns
  Optional<Watermark> watermark(Connector connector, Schema columns) {
    return declared().or(() -> own(connector, columns));
  }

  private Optional<Watermark> own(Connector connector, Schema columns) {
    if (!(connector instanceof CanRead source)) {
      return Optional.empty();
    }
    SqlParserPos position = create.name().getParserPosition();
    return source
        .eventTimeColumn()
        .filter(
            time -> columns.getFields().stream().anyMatch(field -> field.getName().equals(time)))
        .map(time -> new SqlIdentifier(time, position))
        .map(column -> new Watermark(column, oneSecondBefore(column), position));
  }

  private Optional<Watermark> declared() {
    TableOption time = byKey.get(EVENT_TIME);
    TableOption watermark = byKey.get(WATERMARK);
    if (time == null && watermark == null) {
      return create.watermark();
    }
    TableOption given = time == null ? watermark : time;
    if (time == null) {
      throw invalid(given, "'%s' needs the option '%s'".formatted(WATERMARK, EVENT_TIME));
    }
    if (create.watermark().isPresent()) {
      throw invalid(
          given, "a table has a WATERMARK clause or '%s', not both".formatted(EVENT_TIME));
    }
    SqlIdentifier column = new SqlIdentifier(time.text(), time.position());
    SqlNode value =
        watermark == null
            ? oneSecondBefore(column)
            : new SqlIdentifier(watermark.text(), watermark.position());
    return Optional.of(new Watermark(column, value, time.position()));
  }

  private static SqlNode oneSecondBefore(SqlIdentifier column) {
    SqlParserPos position = column.getParserPosition();
    var second = new SqlIntervalQualifier(TimeUnit.SECOND, null, position);
    return SqlStdOperatorTable.MINUS.createCall(
        position, column, SqlLiteral.createInterval(1, "1", second, position));
  }

  private static WadiException invalid(TableOption option, String message) {
    return new WadiException(ErrorCode.INVALID_WATERMARK, message)
        .withHint("write WATERMARK FOR column AS expression among the columns")
        .at(Positions.of(option.position()));
  }
}
