package dev.wadi.engine.operator;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.function.AsyncFunction;
import dev.wadi.sdk.function.AsyncFunction.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;

/// Calls a function whose results come later. Of its stage's thread, which may block: when as many
/// rows wait as may, and when a watermark comes, which must not overtake rows. Otherwise rows go on
/// as soon as their answers are there.
///
/// Rows that wait are the state: a run that is restored asks for them again. They go back to the
/// subtask that they were at, as far as there is one, so that rows stay in order. Rows that may be
/// taken back have to whatever the parallelism is, so none of those waits during a snapshot.
public final class AsyncCallOperator implements SetsRowsApart {
  // How often to look whether there is anything to wait for.
  private static final long LOOK_MILLIS = 100;

  private final AsyncCall call;
  private final OperatorContext context;
  private final AsyncFunction function;
  private final AnsweredRows answeredRows;
  private final int waitingMax;
  private final Deque<WaitingRow> waiting = new ArrayDeque<>();
  private final List<Batch> restored = new ArrayList<>();
  private final Semaphore answers = new Semaphore(0);

  public AsyncCallOperator(AsyncCall call, OperatorContext context) {
    this.call = call;
    this.context = context;
    this.waitingMax = call.settings().inFlight();
    this.function = context.functions().openAsync(call.function(), context.allocator());
    this.answeredRows = new AnsweredRows(call, function, context);
  }

  @Override
  public void apartTo(Output apart) {
    answeredRows.apartTo(apart);
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    resume(output);
    ask(batch, output);
    emitAnswered(output);
  }

  private void resume(Output output) {
    while (!restored.isEmpty()) {
      ask(restored.removeFirst(), output);
    }
  }

  // Takes the batch over.
  private void ask(Batch batch, Output output) {
    try (batch) {
      int from = 0;
      while (from < batch.rowCount()) {
        while (waiting.size() >= waitingMax) {
          awaitAnswers();
          emitAnswered(output);
        }
        int to = Math.min(from + waitingMax - waiting.size(), batch.rowCount());
        Selection rows =
            new Selection(IntStream.range(from, to).map(batch::row).toArray(), to - from);
        try (Batch part = gathered(batch, rows)) {
          ask(part);
        }
        from = to;
      }
    }
  }

  private Batch gathered(Batch batch, Selection rows) {
    List<Column> columns =
        batch.columns().stream()
            .map(column -> Gather.rows(column, rows, context.allocator()))
            .toList();
    return Batch.of(columns, rows.count());
  }

  private void ask(Batch part) {
    Selection asked = asked(part);
    List<CompletableFuture<Answer>> started = asked.count() == 0 ? List.of() : start(part, asked);
    int next = 0;
    for (int row = 0; row < part.rowCount(); row++) {
      boolean isAsked = next < asked.count() && asked.row(next) == row;
      var waits = new WaitingRow(part.retain(), row, isAsked ? started.get(next++) : null);
      waiting.add(waits);
      waits.whenAnswered(answers::release);
    }
  }

  private Selection asked(Batch part) {
    if (call.condition() == AsyncCall.ALWAYS) {
      return Selection.range(part.rowCount());
    }
    var condition = (BitVector) part.column(call.condition()).vector();
    int[] rows =
        IntStream.range(0, part.rowCount())
            .filter(row -> !condition.isNull(row) && condition.get(row) == 1)
            .toArray();
    return new Selection(rows, rows.length);
  }

  private List<CompletableFuture<Answer>> start(Batch part, Selection asked) {
    List<Column> arguments =
        call.arguments().stream()
            .map(column -> Gather.rows(part.column(column), asked, context.allocator()))
            .toList();
    try {
      List<FieldVector> vectors = arguments.stream().map(Column::vector).toList();
      return function.request(vectors, asked.count());
    } finally {
      arguments.forEach(Column::release);
    }
  }

  private void awaitAnswers() {
    try {
      do {
        if (context.givenUp().getAsBoolean()) {
          throw new CancellationException("the job has ended while rows wait for answers");
        }
      } while (!answers.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS));
      answers.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rows wait for answers", e);
    }
  }

  private void emitAnswered(Output output) {
    List<WaitingRow> answered = new ArrayList<>();
    try {
      takeAnswered(answered);
      int from = 0;
      while (from < answered.size()) {
        int to = from + 1;
        while (to < answered.size() && answered.get(to).part() == answered.get(from).part()) {
          to++;
        }
        answeredRows.emit(answered.subList(from, to), output);
        from = to;
      }
    } finally {
      answered.forEach(WaitingRow::release);
    }
  }

  private void takeAnswered(List<WaitingRow> answered) {
    Iterator<WaitingRow> rows = waiting.iterator();
    boolean more = true;
    while (more && rows.hasNext()) {
      WaitingRow row = rows.next();
      if (row.isAnswered()) {
        rows.remove();
        answered.add(row);
      } else {
        more = !call.keepsOrder();
      }
    }
  }

  @Override
  public void tick(Output output) {
    resume(output);
    emitAnswered(output);
  }

  @Override
  public boolean watermark(long micros, Output output) {
    emitAll(output);
    return true;
  }

  @Override
  public void flush(Output output) {
    if (call.changelog()) {
      emitAll(output);
    }
  }

  private void emitAll(Output output) {
    resume(output);
    emitAnswered(output);
    while (!waiting.isEmpty()) {
      awaitAnswers();
      emitAnswered(output);
    }
  }

  @Override
  public void snapshot(StateWriter writer) {
    restored.forEach(rows -> writer.write(state(rows, Selection.range(rows.rowCount()))));
    List<WaitingRow> rows = List.copyOf(waiting);
    int from = 0;
    while (from < rows.size()) {
      Batch part = rows.get(from).part();
      int[] numbers =
          rows.stream()
              .skip(from)
              .takeWhile(row -> row.part() == part)
              .mapToInt(WaitingRow::row)
              .toArray();
      writer.write(state(part, new Selection(numbers, numbers.length)));
      from += numbers.length;
    }
  }

  // The rows, and which subtask they are at.
  private Batch state(Batch part, Selection rows) {
    List<Column> columns = new ArrayList<>();
    for (Column column : part.columns()) {
      columns.add(Gather.rows(column, rows, context.allocator()));
    }
    var subtask = new BigIntVector("", context.allocator());
    subtask.allocateNew(rows.count());
    IntStream.range(0, rows.count()).forEach(row -> subtask.set(row, context.subtask()));
    subtask.setValueCount(rows.count());
    columns.add(Column.of(subtask));
    return Batch.of(columns, rows.count());
  }

  @Override
  public void restore(Batch state) {
    int width = state.columns().size() - 1;
    var subtask = (BigIntVector) state.column(width).vector();
    int[] own =
        IntStream.range(0, state.rowCount())
            .map(state::row)
            .filter(row -> subtask.get(row) % context.parallelism() == context.subtask())
            .toArray();
    if (own.length > 0) {
      Selection rows = new Selection(own, own.length);
      List<Column> columns =
          state.columns().subList(0, width).stream()
              .map(column -> Gather.rows(column, rows, context.allocator()))
              .toList();
      restored.add(Batch.of(columns, own.length));
    }
  }

  @Override
  public void close() {
    waiting.forEach(WaitingRow::giveUp);
    waiting.clear();
    restored.forEach(Batch::release);
    restored.clear();
    function.close();
  }
}
