package dev.wadi.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.testing.CollectingConnector;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Script;
import dev.wadi.engine.testing.ScriptedConnector;
import dev.wadi.sdk.connector.Connector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataflowTest {
  private static final Schema SCHEMA = Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP");

  @Test
  void rowsMoveOnlyWhereTheyChangeTheirOwner() {
    assertThat(describe(counting(), Integer.MAX_VALUE, 2))
        .containsExactly(
            "0 read t, local aggregate x2", "1 aggregate, write out x2", "0 -> 1 Hash step 0");
  }

  @Test
  void aJoinTakesItsTableFirst() {
    Plan build = Plans.scan("b", SCHEMA, -1);
    Plan join = Plans.join(Plans.scan("t", SCHEMA, -1), build, Plan.JoinKind.INNER, 0, 0);
    assertThat(describe(join, Integer.MAX_VALUE, 2))
        .containsExactly("0 read b x2", "1 read t, join, write out x2", "0 -> 1 Broadcast step 0");
  }

  // State moves between runs of different parallelism, so a stage must keep its number.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, Integer.MAX_VALUE})
  void theShapeDoesNotDependOnTheParallelism(int maxWriters) {
    Plan union = new Plan.Union(List.of(Plans.scan("a", SCHEMA, -1), Plans.scan("b", SCHEMA, -1)));
    for (Plan plan : List.of(counting(), union, Plans.scan("t", SCHEMA, -1))) {
      List<String> one = withoutParallelism(describe(plan, maxWriters, 1));
      for (int parallelism = 2; parallelism <= 4; parallelism++) {
        assertThat(withoutParallelism(describe(plan, maxWriters, parallelism))).isEqualTo(one);
      }
    }
  }

  @Test
  void aSinkIsNotWrittenByMoreSubtasksThanItTakes() {
    assertThat(describe(counting(), 1, 4)).contains("1 aggregate x4", "2 write out x1");
    assertThat(describe(counting(), 2, 4)).contains("2 write out x2");
    assertThat(describe(counting(), 2, 1)).contains("2 write out x1");
  }

  @Test
  void whatIsReadTwiceIsOneStage() {
    Plan twice = new Plan.Union(List.of(counting(), counting()));
    assertThat(describe(twice, Integer.MAX_VALUE, 2))
        .contains("1 aggregate x2", "2 forward x2", "3 forward x2")
        .contains("1 -> 2 Forward step 0", "1 -> 3 Forward step 0")
        .filteredOn(line -> line.contains("read t"))
        .hasSize(1);
  }

  @Test
  void rowsThatMayBeLateAreNotShared() {
    Plan scan = Plans.scan("t", SCHEMA, 2);
    assertThat(describe(new Plan.Union(List.of(scan, scan)), Integer.MAX_VALUE, 2))
        .filteredOn(line -> line.contains("read t"))
        .hasSize(2);
  }

  // A join that reads its table first holds up the table's other readers.
  @Test
  void nothingBelowAJoinIsShared() {
    Plan scan = Plans.scan("t", SCHEMA, -1);
    Plan join = Plans.join(scan, scan, Plan.JoinKind.INNER, 0, 0);
    assertThat(describe(join, Integer.MAX_VALUE, 2))
        .containsExactly("0 read t x2", "1 read t, join, write out x2", "0 -> 1 Broadcast step 0");
  }

  private static Plan counting() {
    return Plans.aggregate(
        Plans.scan("t", SCHEMA, 2),
        60,
        2,
        List.of(0),
        Plans.call(AggregateFunction.COUNT, "BIGINT"));
  }

  private static List<String> withoutParallelism(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll(" x\\d+$", "")).toList();
  }

  private static List<String> describe(Plan plan, int maxWriters, int parallelism) {
    Map<String, Connector> connectors =
        Map.of(
            ScriptedConnector.NAME,
            new ScriptedConnector(new Script()),
            CollectingConnector.NAME,
            new CollectingConnector(CollectingConnector.NAME, maxWriters));
    Pipeline pipeline = Plans.collect(plan);
    Dataflow dataflow = Dataflow.of(pipeline, connectors, parallelism);
    Stream<String> stages =
        dataflow.stages().stream().map(stage -> stage.name() + " x" + stage.parallelism());
    Stream<String> edges =
        dataflow.edges().stream()
            .map(edge ->
                "%d -> %d %s step %d"
                    .formatted(
                        edge.from(),
                        edge.to(),
                        edge.routing().getClass().getSimpleName(),
                        edge.step()));
    return Stream.concat(stages, edges).toList();
  }
}
