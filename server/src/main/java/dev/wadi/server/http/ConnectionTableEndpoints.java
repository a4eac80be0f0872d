package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredTables.StoredTable;
import dev.wadi.server.pipeline.ConnectionTables;
import dev.wadi.server.pipeline.ConnectionTests;

/// `connection_tables`: tables that every pipeline may use.
final class ConnectionTableEndpoints {
  private final ConnectionTables tables;
  private final ConnectionTests tests;

  ConnectionTableEndpoints(ConnectionTables tables, ConnectionTests tests) {
    this.tables = tables;
    this.tests = tests;
  }

  /// @param sql one CREATE TABLE statement
  private record TablePost(String sql) {}

  Reply add(ApiRequest request) {
    return created(tables.add(sql(request), table -> request.made(created(table))));
  }

  private static String sql(ApiRequest request) {
    String sql = request.json(TablePost.class).sql();
    if (sql == null) {
      throw new WadiException(ErrorCode.INVALID_REQUEST, "the request needs the property 'sql'");
    }
    return sql;
  }

  /// Tries whether a table would work.
  Reply test(ApiRequest request) {
    return Reply.ok(ConnectionTestView.of(tests.table(sql(request))));
  }

  private static Reply created(StoredTable table) {
    return Reply.created(Api.BASE + "/connection_tables/" + table.id(), TableView.of(table));
  }

  Reply all(ApiRequest request) {
    return Reply.ok(Page.of(request, tables.all(), StoredTable::id).map(TableView::of));
  }

  Reply remove(ApiRequest request) {
    tables.remove(request.path("table"));
    return Reply.noContent();
  }

  private record TableView(String id, String name, String sql, String createdAt) {
    private static TableView of(StoredTable table) {
      return new TableView(table.id(), table.name(), table.sql(), table.createdAt().toString());
    }
  }
}
