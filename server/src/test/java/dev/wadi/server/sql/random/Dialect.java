package dev.wadi.server.sql.random;

/// Who reads the text of a query.
enum Dialect {
  WADI,
  DUCKDB;

  String choose(String wadi, String duckDb) {
    return this == WADI ? wadi : duckDb;
  }
}
