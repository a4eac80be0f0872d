package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredTables.StoredTable;
import dev.wadi.server.pipeline.ConnectionTables;

/// `connection_tables`: tables that every pipeline may use.
final class ConnectionTableEndpoints {
  private final ConnectionTables tables;

  ConnectionTableEndpoints(ConnectionTables tables) {
    this.tables = tables;
  }

  /// @param sql one CREATE TABLE statement
  private record TablePost(String sql) {}

  Reply add(ApiRequest request) {
    String sql = request.json(TablePost.class).sql();
    if (sql == null) {
      throw new WadiException(ErrorCode.INVALID_REQUEST, "the request needs the property 'sql'");
    }
    StoredTable table = tables.add(sql);
    return Reply.created(Api.BASE + "/connection_tables/" + table.id(), TableView.of(table));
  }

  Reply all(ApiRequest request) {
    return Reply.ok(Listing.of(tables.all().stream().map(TableView::of).toList()));
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
