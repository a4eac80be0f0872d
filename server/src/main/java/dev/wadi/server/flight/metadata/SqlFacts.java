package dev.wadi.server.flight.metadata;

import dev.wadi.server.flight.protocol.FlightSql.SqlInfo;
import dev.wadi.server.flight.protocol.FlightSql.SqlNullOrdering;
import dev.wadi.server.flight.protocol.FlightSql.SqlOuterJoinsSupportLevel;
import dev.wadi.server.flight.protocol.FlightSql.SqlSupportedCaseSensitivity;
import dev.wadi.server.flight.protocol.FlightSql.SqlSupportedGroupBy;
import dev.wadi.server.flight.protocol.FlightSql.SqlSupportedResultSetConcurrency;
import dev.wadi.server.flight.protocol.FlightSql.SqlSupportedResultSetType;
import dev.wadi.server.flight.protocol.FlightSql.SqlSupportedSubqueries;
import dev.wadi.server.flight.protocol.FlightSql.SqlSupportedTransaction;
import dev.wadi.server.flight.protocol.FlightSql.SqlSupportedUnions;
import dev.wadi.server.flight.protocol.FlightSql.SqlTransactionIsolationLevel;
import dev.wadi.server.flight.protocol.FlightSql.SupportedAnsi92SqlGrammarLevel;
import dev.wadi.server.flight.protocol.FlightSql.SupportedSqlGrammar;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What Wadi's SQL can do.
final class SqlFacts {
  private static final long UNLIMITED = 0;
  private static final long NAME_CHARACTERS_MOST = 256;

  static final Map<SqlInfo, Object> ALL = all();

  private SqlFacts() {}

  private static Map<SqlInfo, Object> all() {
    Map<SqlInfo, Object> facts = new EnumMap<>(SqlInfo.class);
    server(facts);
    names(facts);
    functions(facts);
    queries(facts);
    nothingOf(facts);
    limits(facts);
    transactions(facts);
    return Map.copyOf(facts);
  }

  // A set of an enumeration's values, a bit for each.
  private static int bits(int... numbers) {
    return IntStream.of(numbers).map(number -> 1 << number).reduce(0, (a, b) -> a | b);
  }

  private static void server(Map<SqlInfo, Object> facts) {
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_ARROW_VERSION, "1.3");
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_READ_ONLY, false);
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_SQL, true);
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_SUBSTRAIT, false);
    facts.put(
        SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION,
        SqlSupportedTransaction.SQL_SUPPORTED_TRANSACTION_NONE_VALUE);
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_CANCEL, true);
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_BULK_INGESTION, true);
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_INGEST_TRANSACTIONS_SUPPORTED, false);
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_STATEMENT_TIMEOUT, 0);
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION_TIMEOUT, 0);
  }

  private static void names(Map<SqlInfo, Object> facts) {
    facts.put(SqlInfo.SQL_DDL_CATALOG, false);
    facts.put(SqlInfo.SQL_DDL_SCHEMA, false);
    facts.put(SqlInfo.SQL_DDL_TABLE, true);
    facts.put(
        SqlInfo.SQL_IDENTIFIER_CASE,
        SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_LOWERCASE_VALUE);
    facts.put(SqlInfo.SQL_IDENTIFIER_QUOTE_CHAR, "\"");
    facts.put(
        SqlInfo.SQL_QUOTED_IDENTIFIER_CASE,
        SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_UNKNOWN_VALUE);
    facts.put(SqlInfo.SQL_ALL_TABLES_ARE_SELECTABLE, false);
    facts.put(SqlInfo.SQL_NULL_ORDERING, SqlNullOrdering.SQL_NULLS_SORTED_HIGH_VALUE);
    facts.put(SqlInfo.SQL_SEARCH_STRING_ESCAPE, LikePattern.ESCAPE);
    facts.put(SqlInfo.SQL_EXTRA_NAME_CHARACTERS, "$");
    facts.put(SqlInfo.SQL_SCHEMA_TERM, "");
    facts.put(SqlInfo.SQL_PROCEDURE_TERM, "");
    facts.put(SqlInfo.SQL_CATALOG_TERM, "");
    facts.put(SqlInfo.SQL_CATALOG_AT_START, false);
  }

  private static void functions(Map<SqlInfo, Object> facts) {
    facts.put(
        SqlInfo.SQL_KEYWORDS, List.of("DESCRIBE", "EXPLAIN", "HOP", "SHOW", "TUMBLE", "WATERMARK"));
    facts.put(
        SqlInfo.SQL_NUMERIC_FUNCTIONS,
        List.of("ABS", "CEILING", "EXP", "FLOOR", "LN", "LOG10", "MOD", "POWER", "ROUND", "SQRT"));
    facts.put(
        SqlInfo.SQL_STRING_FUNCTIONS,
        List.of("CONCAT", "LENGTH", "LOWER", "REPLACE", "SUBSTRING", "TRIM", "UPPER"));
    facts.put(SqlInfo.SQL_SYSTEM_FUNCTIONS, List.of("COALESCE", "NULLIF"));
    facts.put(SqlInfo.SQL_DATETIME_FUNCTIONS, List.of("EXTRACT", "NOW"));
  }

  private static void queries(Map<SqlInfo, Object> facts) {
    facts.put(SqlInfo.SQL_SUPPORTS_COLUMN_ALIASING, true);
    facts.put(SqlInfo.SQL_NULL_PLUS_NULL_IS_NULL, true);
    facts.put(SqlInfo.SQL_SUPPORTS_TABLE_CORRELATION_NAMES, true);
    facts.put(SqlInfo.SQL_SUPPORTS_DIFFERENT_TABLE_CORRELATION_NAMES, false);
    facts.put(SqlInfo.SQL_SUPPORTS_EXPRESSIONS_IN_ORDER_BY, true);
    facts.put(SqlInfo.SQL_SUPPORTS_ORDER_BY_UNRELATED, true);
    facts.put(
        SqlInfo.SQL_SUPPORTED_GROUP_BY,
        bits(
            SqlSupportedGroupBy.SQL_GROUP_BY_UNRELATED_VALUE,
            SqlSupportedGroupBy.SQL_GROUP_BY_BEYOND_SELECT_VALUE));
    facts.put(SqlInfo.SQL_SUPPORTS_LIKE_ESCAPE_CLAUSE, true);
    facts.put(SqlInfo.SQL_SUPPORTS_NON_NULLABLE_COLUMNS, true);
    facts.put(
        SqlInfo.SQL_SUPPORTED_GRAMMAR,
        bits(
            SupportedSqlGrammar.SQL_MINIMUM_GRAMMAR_VALUE,
            SupportedSqlGrammar.SQL_CORE_GRAMMAR_VALUE));
    facts.put(
        SqlInfo.SQL_ANSI92_SUPPORTED_LEVEL,
        bits(SupportedAnsi92SqlGrammarLevel.ANSI92_ENTRY_SQL_VALUE));
    facts.put(
        SqlInfo.SQL_OUTER_JOINS_SUPPORT_LEVEL,
        bits(SqlOuterJoinsSupportLevel.SQL_FULL_OUTER_JOINS_VALUE));
    facts.put(
        SqlInfo.SQL_SUPPORTED_SUBQUERIES,
        bits(
            SqlSupportedSubqueries.SQL_SUBQUERIES_IN_COMPARISONS_VALUE,
            SqlSupportedSubqueries.SQL_SUBQUERIES_IN_EXISTS_VALUE,
            SqlSupportedSubqueries.SQL_SUBQUERIES_IN_INS_VALUE));
    facts.put(SqlInfo.SQL_CORRELATED_SUBQUERIES_SUPPORTED, true);
    facts.put(
        SqlInfo.SQL_SUPPORTED_UNIONS,
        bits(SqlSupportedUnions.SQL_UNION_VALUE, SqlSupportedUnions.SQL_UNION_ALL_VALUE));
    facts.put(
        SqlInfo.SQL_SUPPORTED_RESULT_SET_TYPES,
        bits(SqlSupportedResultSetType.SQL_RESULT_SET_TYPE_FORWARD_ONLY_VALUE));
    facts.put(
        SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_FORWARD_ONLY,
        bits(SqlSupportedResultSetConcurrency.SQL_RESULT_SET_CONCURRENCY_READ_ONLY_VALUE));
    facts.put(SqlInfo.SQL_BATCH_UPDATES_SUPPORTED, true);
  }

  private static void nothingOf(Map<SqlInfo, Object> facts) {
    for (SqlInfo fact :
        List.of(
            SqlInfo.SQL_SUPPORTS_INTEGRITY_ENHANCEMENT_FACILITY,
            SqlInfo.SQL_SELECT_FOR_UPDATE_SUPPORTED,
            SqlInfo.SQL_STORED_PROCEDURES_SUPPORTED,
            SqlInfo.SQL_MAX_ROW_SIZE_INCLUDES_BLOBS,
            SqlInfo.SQL_TRANSACTIONS_SUPPORTED,
            SqlInfo.SQL_DATA_DEFINITION_CAUSES_TRANSACTION_COMMIT,
            SqlInfo.SQL_DATA_DEFINITIONS_IN_TRANSACTIONS_IGNORED,
            SqlInfo.SQL_SAVEPOINTS_SUPPORTED,
            SqlInfo.SQL_NAMED_PARAMETERS_SUPPORTED,
            SqlInfo.SQL_LOCATORS_UPDATE_COPY,
            SqlInfo.SQL_STORED_FUNCTIONS_USING_CALL_SYNTAX_SUPPORTED)) {
      facts.put(fact, false);
    }
    for (SqlInfo fact :
        List.of(
            SqlInfo.SQL_SCHEMAS_SUPPORTED_ACTIONS,
            SqlInfo.SQL_CATALOGS_SUPPORTED_ACTIONS,
            SqlInfo.SQL_SUPPORTED_POSITIONED_COMMANDS,
            SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_UNSPECIFIED,
            SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_SENSITIVE,
            SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_INSENSITIVE)) {
      facts.put(fact, 0);
    }
  }

  private static void limits(Map<SqlInfo, Object> facts) {
    facts.put(SqlInfo.SQL_MAX_COLUMN_NAME_LENGTH, NAME_CHARACTERS_MOST);
    facts.put(SqlInfo.SQL_MAX_TABLE_NAME_LENGTH, NAME_CHARACTERS_MOST);
    for (SqlInfo fact :
        List.of(
            SqlInfo.SQL_MAX_BINARY_LITERAL_LENGTH,
            SqlInfo.SQL_MAX_CHAR_LITERAL_LENGTH,
            SqlInfo.SQL_MAX_COLUMNS_IN_GROUP_BY,
            SqlInfo.SQL_MAX_COLUMNS_IN_INDEX,
            SqlInfo.SQL_MAX_COLUMNS_IN_ORDER_BY,
            SqlInfo.SQL_MAX_COLUMNS_IN_SELECT,
            SqlInfo.SQL_MAX_COLUMNS_IN_TABLE,
            SqlInfo.SQL_MAX_CONNECTIONS,
            SqlInfo.SQL_MAX_CURSOR_NAME_LENGTH,
            SqlInfo.SQL_MAX_INDEX_LENGTH,
            SqlInfo.SQL_DB_SCHEMA_NAME_LENGTH,
            SqlInfo.SQL_MAX_PROCEDURE_NAME_LENGTH,
            SqlInfo.SQL_MAX_CATALOG_NAME_LENGTH,
            SqlInfo.SQL_MAX_ROW_SIZE,
            SqlInfo.SQL_MAX_STATEMENT_LENGTH,
            SqlInfo.SQL_MAX_STATEMENTS,
            SqlInfo.SQL_MAX_TABLES_IN_SELECT,
            SqlInfo.SQL_MAX_USERNAME_LENGTH)) {
      facts.put(fact, UNLIMITED);
    }
  }

  private static void transactions(Map<SqlInfo, Object> facts) {
    facts.put(
        SqlInfo.SQL_DEFAULT_TRANSACTION_ISOLATION,
        (long) SqlTransactionIsolationLevel.SQL_TRANSACTION_NONE_VALUE);
    facts.put(
        SqlInfo.SQL_SUPPORTED_TRANSACTIONS_ISOLATION_LEVELS,
        bits(SqlTransactionIsolationLevel.SQL_TRANSACTION_NONE_VALUE));
  }
}
