package dev.wadi.engine.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.plan.LookedUp;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.ScriptedConnector;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class LookupJoinOperatorTest {
  private static final Schema INPUT = Plans.schema("v BIGINT, k TEXT");
  private static final Schema TABLE = Plans.schema("k TEXT, n BIGINT, name TEXT");
  private static final long ROOM = 1 << 20;

  private final Surroundings test = new Surroundings();

  @AfterEach
  void nothingIsLeft() {
    test.close();
  }

  @Test
  void theDistinctKeysOfABatchAreAskedForAtOnce() {
    feed("a, 1, ann", "b, 2, bob");
    try (var join = join(Plan.JoinKind.INNER, LookupTable.FOR_EVER, ROOM)) {
      process(join, "1, a", "2, b", "3, a", "4, x", "5, null", "6, x");
      assertThat(test.emitted()).containsExactly("1, a, 1, ann", "2, b, 2, bob", "3, a, 1, ann");
      assertThat(asked()).containsExactly(List.of("a", "b", "x"));
    }
  }

  @Test
  void answersAreKeptAlsoThatThereIsNone() {
    feed("a, 1, ann", "b, 2, bob");
    try (var join = join(Plan.JoinKind.LEFT, LookupTable.FOR_EVER, ROOM)) {
      process(join, "1, a", "2, x");
      feed("x, 9, new");
      process(join, "3, x", "4, b", "5, a", "6, null");
      assertThat(test.emitted())
          .containsExactlyInAnyOrder(
              "1, a, 1, ann",
              "2, x, null, null",
              "3, x, null, null",
              "4, b, 2, bob",
              "5, a, 1, ann",
              "6, null, null, null");
      assertThat(asked()).containsExactly(List.of("a", "x"), List.of("b"));
    }
  }

  @Test
  void answersThatAreTooOldAreAskedForAgain() {
    feed("a, 1, ann");
    try (var join = join(Plan.JoinKind.LEFT, 1_000, ROOM)) {
      process(join, "1, a", "2, x");
      feed("a, 2, anna", "x, 3, xaver");
      test.pass(999);
      process(join, "3, a", "4, x");
      test.pass(1);
      process(join, "5, a", "6, x");
      assertThat(test.emitted())
          .containsExactlyInAnyOrder(
              "1, a, 1, ann",
              "2, x, null, null",
              "3, a, 1, ann",
              "4, x, null, null",
              "5, a, 2, anna",
              "6, x, 3, xaver");
      assertThat(asked()).containsExactly(List.of("a", "x"), List.of("a", "x"));
    }
  }

  @Test
  void whatDoesNotFitIsAskedForAgain() {
    feed("a, 1, ann");
    try (var join = join(Plan.JoinKind.INNER, LookupTable.FOR_EVER, 1)) {
      process(join, "1, a", "2, a");
      process(join, "3, a");
      assertThat(test.emitted()).containsExactly("1, a, 1, ann", "2, a, 1, ann", "3, a, 1, ann");
      assertThat(asked()).containsExactly(List.of("a"), List.of("a"));
    }
  }

  @Test
  void memoryLevelsOffWhileKeysGoOn() {
    long room = 256 << 10;
    feed(IntStream.range(0, 60_000).mapToObj(i -> "k%d, %d, name".formatted(i, i)));
    try (var join = join(Plan.JoinKind.LEFT, LookupTable.FOR_EVER, room)) {
      List<Long> bytes = new ArrayList<>();
      for (int from = 0; from < 60_000; from += 1_000) {
        int first = from;
        process(
            join,
            IntStream.range(0, 1_000)
                .mapToObj(i -> "%d, k%d".formatted(first + i, first + i))
                .toArray(String[]::new));
        bytes.add(test.memory().bytesInUse());
      }
      assertThat(test.emitted()).hasSize(60_000).contains("59999, k59999, 59999, name");
      assertThat(bytes).allMatch(size -> size < 3 * room);
    }
  }

  @Test
  void whatIsKeptOutlivesACleanUp() {
    long roomForSome = 400_000;
    feed(IntStream.range(0, 10_000).mapToObj(i -> "k%d, %d, name".formatted(i, i)));
    try (var join = join(Plan.JoinKind.LEFT, LookupTable.FOR_EVER, roomForSome)) {
      for (int round = 0; round < 20; round++) {
        int first = 500 * round;
        process(join, "1, k1", "2, gone");
        process(
            join,
            IntStream.range(0, 500)
                .mapToObj(i -> "%d, k%d".formatted(first + i, first + i))
                .toArray(String[]::new));
      }
      // What is asked for again and again stays.
      assertThat(asked().stream().flatMap(List::stream).filter("k1"::equals)).hasSizeLessThan(5);
      assertThat(test.emitted())
          .contains("1, k1, 1, name", "2, gone, null, null", "9999, k9999, 9999, name")
          .doesNotContain("1, k1, null, null");
    }
  }

  @Test
  void aTableThatHoldsItsRowsIsAskedEachTime() {
    feed("a, 1, ann");
    try (var join = join(Plan.JoinKind.SEMI, LookupTable.FOR_EVER, ROOM, "keeping", "false")) {
      process(join, "1, a", "2, b");
      process(join, "3, a");
      assertThat(test.emitted()).containsExactly("1, a", "3, a");
      assertThat(asked()).containsExactly(List.of("a", "b"), List.of("a"));
    }
  }

  @Test
  void antiYieldsWhatIsNotThere() {
    feed("a, 1, ann");
    try (var join = join(Plan.JoinKind.ANTI, LookupTable.FOR_EVER, ROOM)) {
      process(join, "1, a", "2, b", "3, null");
      assertThat(test.emitted()).containsExactly("2, b", "3, null");
    }
  }

  @Test
  void whatGoesWrongInALookupIsPassedOn() {
    try (var join = join(Plan.JoinKind.INNER, LookupTable.FOR_EVER, ROOM, "fail_at", "1")) {
      assertThatThrownBy(() -> process(join, "1, a"))
          .isInstanceOf(WadiException.class)
          .hasMessageContaining("lookup 1 was told to fail");
    }
  }

  private void feed(Stream<String> rows) {
    feed(rows.toArray(String[]::new));
  }

  private void feed(String... rows) {
    test.script().feed("t", rows);
  }

  private List<List<String>> asked() {
    return test.script().asked("t");
  }

  private void process(LookupJoinOperator join, String... rows) {
    join.process(0, test.batch(INPUT, rows), test.output());
  }

  private LookupJoinOperator join(
      Plan.JoinKind kind, long maxAgeMillis, long maxBytes, String... option) {
    Map<String, String> options = option.length == 0 ? Map.of() : Map.of(option[0], option[1]);
    var table = new TableDefinition("t", ScriptedConnector.NAME, TABLE, options, List.of("k"));
    List<Field> fields = new ArrayList<>(INPUT.getFields());
    fields.addAll(TABLE.getFields().subList(1, 3));
    return new LookupJoinOperator(
        new Plan.LookupJoin(
            Plans.scan("in", INPUT, -1),
            new LookedUp(table, List.of(1, 2), maxAgeMillis, maxBytes),
            kind,
            List.of(1),
            null,
            new Schema(fields)),
        test.context(1024));
  }
}
