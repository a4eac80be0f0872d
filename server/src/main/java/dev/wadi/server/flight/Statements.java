package dev.wadi.server.flight;

import com.google.protobuf.ByteString;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Caller;
import dev.wadi.server.pipeline.OneShotQueries;
import dev.wadi.server.pipeline.OneShotQueries.Prepared;
import dev.wadi.server.pipeline.OneShotQuery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Schema;

/// SQL of clients: as text, or prepared. Thread-safe.
final class Statements {
  private static final int MOST_PREPARED = 10_000;

  private final OneShotQueries queries;
  private final Handles<AtomicReference<PreparedStatement>> prepared =
      new Handles<>(MOST_PREPARED, _ -> {});

  Statements(OneShotQueries queries) {
    this.queries = queries;
  }

  Rows query(String sql, Caller caller) {
    return query(sql, List.of(), caller);
  }

  // Some clients run all statements as queries.
  private Rows query(String sql, List<Object> values, Caller caller) {
    Optional<OneShotQuery> query = queries.plan(sql, values);
    query.ifPresent(planned -> planned.by(caller));
    return query
        .<Rows>map(QueryRows::new)
        .orElseGet(() -> new NoRows(() -> queries.update(sql, values, _ -> {})));
  }

  Schema columns(String sql) {
    return queries.prepare(sql).columns();
  }

  /// @param whenGone is told what to do when the client goes
  /// @return how many rows were inserted
  long update(String sql, Consumer<Runnable> whenGone) {
    return update(sql, List.of(), whenGone);
  }

  private long update(String sql, List<Object> values, Consumer<Runnable> whenGone) {
    return queries.update(sql, values, (OneShotQuery query) -> whenGone.accept(query::cancel));
  }

  /// @param parameters what it takes
  record Created(ByteString handle, Schema columns, Schema parameters) {}

  Created prepare(String sql) {
    Prepared shape = queries.prepare(sql);
    var statement = new AtomicReference<>(new PreparedStatement(sql, shape));
    return new Created(prepared.add(statement), shape.columns(), shape.parameters());
  }

  void close(ByteString handle) {
    prepared.remove(handle);
  }

  Schema columns(ByteString handle) {
    return statement(handle).get().shape().columns();
  }

  /// Gives a prepared query the values for its next run.
  void bind(ByteString handle, List<List<Object>> rows) {
    statement(handle).updateAndGet(old -> new PreparedStatement(old.sql(), old.shape(), rows));
  }

  Rows query(ByteString handle, Caller caller) {
    PreparedStatement statement = statement(handle).get();
    if (statement.bound().size() > 1) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST,
              "a query takes one row of parameters, and got %d".formatted(statement.bound().size()))
          .withHint("run it once for each of them");
    }
    List<Object> values = statement.bound().isEmpty() ? List.of() : statement.bound().getFirst();
    return query(statement.sql(), values, caller);
  }

  /// Runs a prepared update once for each row of parameters, or once if it takes none.
  ///
  /// @return how many rows were inserted
  long update(ByteString handle, List<List<Object>> rows, Consumer<Runnable> whenGone) {
    PreparedStatement statement = statement(handle).get();
    boolean takesNone = statement.shape().parameters().getFields().isEmpty();
    if (!takesNone && rows.isEmpty()) {
      throw new WadiException(ErrorCode.INVALID_REQUEST, "there are no values for the parameters")
          .withHint("give a value for each '?'");
    }
    var gone = new Cancellation();
    whenGone.accept(gone);
    long count = 0;
    for (List<Object> values : takesNone ? List.<List<Object>>of(List.of()) : rows) {
      count += update(statement.sql(), values, gone::with);
    }
    return count;
  }

  private AtomicReference<PreparedStatement> statement(ByteString handle) {
    return prepared
        .get(handle)
        .orElseThrow(() ->
            new WadiException(ErrorCode.NOT_FOUND, "there is no such prepared statement")
                .withHint("prepare it again"));
  }

  // Of several queries, one after the other.
  private static final class Cancellation implements Runnable {
    private Runnable current = () -> {};
    private boolean cancelled;

    private synchronized void with(Runnable cancel) {
      if (cancelled) {
        throw new CancellationException();
      }
      current = cancel;
    }

    @Override
    public void run() {
      Runnable running;
      synchronized (this) {
        cancelled = true;
        running = current;
      }
      running.run();
    }
  }
}
