package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import dev.wadi.wasm.conformance.RandomValues.Kind;
import dev.wadi.wasm.http.HttpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// The checks of a function whose results come later. Over a server that always answers the same to
/// the same request, it is a function like any other; besides, no answer may break it.
final class AsyncChecks {
  private static final int ROWS = 64;
  private static final int FEW = 8;
  private static final double NULLS = 0.15;

  private final FunctionSignature signature;
  private final Bench bench;
  private final MadeUpServer server;
  private final Findings findings;

  AsyncChecks(FunctionSignature signature, Bench bench) {
    this.signature = signature;
    this.bench = bench;
    this.server = bench.surroundings().server();
    this.findings = new Findings(signature.arguments());
  }

  List<Finding> run() {
    List<Finding> all = new ArrayList<>(new RowChecks(subject(), bench).run());
    if (all.stream().noneMatch(Finding::failed)) {
      List<Row> rows = bench.values(Kind.ORDINARY).rows(fields(), ROWS, NULLS);
      findings.check("asked again", rows, this::askedAgain, () -> requests(rows));
      findings.check("another instance", rows, this::inAnother);
      findings.check("replies", rows.subList(0, FEW), this::anyReply);
      findings.check("no replies", rows.subList(0, FEW), this::noReply);
      all.addAll(findings.list());
    }
    return all;
  }

  private List<Field> fields() {
    return signature.arguments();
  }

  // It asks the same for the same rows, since the server does.
  private RowSubject subject() {
    var comparable =
        new FunctionSignature(
            signature.name(),
            signature.plugin(),
            signature.arguments(),
            signature.result(),
            signature.nulls(),
            Volatility.IMMUTABLE,
            signature.variadic(),
            signature.kind());
    return new RowSubject(
        comparable, false, _ -> AsyncCalls.ofTwo(signature, bench), bench::values);
  }

  private List<Answer> ask(AsyncCalls calls, List<Row> rows) {
    try (calls) {
      return new RowAsking(subject(), bench).ask(calls, rows);
    }
  }

  private List<String> requestsFor(List<Row> rows) {
    server.takeRequests();
    ask(AsyncCalls.ofOne(signature, bench), rows);
    return server.takeRequests();
  }

  private List<String> requestsForEach(List<Row> rows) {
    return rows.stream().flatMap(row -> requestsFor(List.of(row)).stream()).toList();
  }

  private String requests(List<Row> rows) {
    return "%,d requests for %,d rows".formatted(requestsFor(rows).size(), rows.size());
  }

  // Rows that wait are asked for again when a run goes on where another has ended.
  private Optional<String> askedAgain(List<Row> rows) {
    List<String> once = requestsFor(rows);
    List<String> again = requestsForEach(rows);
    return once.equals(again)
        ? Optional.empty()
        : Optional.of("it asks for something else if it is asked for the rows again, one by one");
  }

  private Optional<String> inAnother(List<Row> rows) {
    List<Answer> same = ask(AsyncCalls.ofOne(signature, bench), rows);
    List<Answer> others = ask(AsyncCalls.ofTwo(signature, bench), rows);
    return IntStream.range(0, rows.size())
        .filter(i -> !same.get(i).isLike(others.get(i)))
        .mapToObj(i ->
            "%s gives another result if an instance sees the response that has not asked"
                .formatted(Shown.row(fields(), rows.get(i))))
        .findFirst();
  }

  private Optional<String> anyReply(List<Row> rows) {
    try {
      for (HttpReply reply : MadeUpServer.madeUp(bench.settings().seed())) {
        server.answerAlways(reply);
        Optional<String> problem = withstands(rows);
        if (problem.isPresent()) {
          return Optional.of("status %d: %s".formatted(reply.status(), problem.get()));
        }
      }
      return Optional.empty();
    } finally {
      server.answerAsUsual();
    }
  }

  private Optional<String> noReply(List<Row> rows) {
    try {
      server.fail();
      return withstands(rows)
          .or(() -> {
            server.fallSilent();
            return withstands(rows);
          });
    } finally {
      server.answerAsUsual();
    }
  }

  private Optional<String> withstands(List<Row> rows) {
    try {
      Trial.refusal(() -> ask(AsyncCalls.ofTwo(signature, bench), rows));
      return Optional.empty();
    } catch (WadiException e) {
      return Optional.of(e.getMessage());
    }
  }
}
