package dev.wadi.connectors.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.connectors.testing.SourceContract;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NexmarkTest {
  private static final NexmarkConnector CONNECTOR = new NexmarkConnector();

  private static TableDefinition table(String... options) {
    TableDefinition bare = Reading.table("nexmark", new Schema(List.of()), options);
    Schema schema = CONNECTOR.schema(bare.options()).orElseThrow();
    return new TableDefinition("t", "nexmark", schema, bare.options());
  }

  private static List<String> rows(String... options) {
    return Reading.rows(CONNECTOR, table(options));
  }

  private static List<String> column(String name, String... options) {
    TableDefinition table = table(options);
    Schema schema = table.schema();
    int index = schema.getFields().indexOf(schema.findField(name));
    return Reading.rows(CONNECTOR.source(table), schema, List.of(index), 1, 8192).stream()
        .map(row -> row.substring(name.length() + 4, row.length() - 1).replace("\"", ""))
        .toList();
  }

  abstract static class Contract extends SourceContract {
    @Override
    protected CanRead connector() {
      return CONNECTOR;
    }
  }

  @Nested
  class OfEvents extends Contract {
    @Override
    protected TableDefinition table() {
      return NexmarkTest.table("events", "170");
    }
  }

  @Nested
  class OfBids extends Contract {
    @Override
    protected TableDefinition table() {
      return NexmarkTest.table("events", "170", "table", "bid");
    }
  }

  @Nested
  class OfAuctions extends Contract {
    @Override
    protected TableDefinition table() {
      return NexmarkTest.table("events", "1002", "table", "auction");
    }
  }

  @Nested
  class OfPersons extends Contract {
    @Override
    protected TableDefinition table() {
      return NexmarkTest.table("events", "5001", "table", "person");
    }
  }

  @Test
  void ofFiftyEventsOneIsAPersonAndThreeAreAuctions() {
    List<String> rows = rows("events", "500");
    assertThat(rows).hasSize(500);
    assertThat(rows).filteredOn(row -> !row.contains("\"person\":null")).hasSize(10);
    assertThat(rows).filteredOn(row -> !row.contains("\"auction\":null")).hasSize(30);
    assertThat(rows).filteredOn(row -> !row.contains("\"bid\":null")).hasSize(460);
  }

  @ParameterizedTest
  @CsvSource({"person, 1", "auction, 3", "bid, 46"})
  void aKindOfItsOwnHasTheSameRowsAsTheEvents(String kind, int perEpoch) {
    String marker = "\"" + kind + "\":{";
    List<String> ofEvents =
        rows("events", "1003", "seed", "5").stream()
            .filter(row -> row.contains(marker))
            .map(row -> row.substring(row.indexOf(marker) + marker.length() - 1))
            .map(row -> row.substring(0, row.indexOf('}') + 1).replace("datetime", "date_time"))
            .toList();
    assertThat(rows("events", "1003", "seed", "5", "table", kind))
        .hasSize(
            20 * perEpoch
                + Math.clamp(3 - (kind.equals("auction") ? 1 : 0), 0, perEpoch)
                - (kind.equals("bid") ? 3 : 0))
        .isEqualTo(ofEvents);
  }

  @Test
  void theSeedDecidesOnAllValues() {
    assertThat(rows("events", "300")).isEqualTo(rows("events", "300", "seed", "0"));
    for (String column : List.of("auction", "bidder", "price", "channel", "url", "extra")) {
      assertThat(column(column, "events", "500", "table", "bid"))
          .isNotEqualTo(column(column, "events", "500", "table", "bid", "seed", "1"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void theSplitsTogetherHaveEachEventOnce(int parallelism) {
    TableDefinition table = table("events", "1234", "table", "bid");
    Source source = CONNECTOR.source(table);
    List<Integer> columns = Reading.allColumns(table.schema());
    assertThat(source.splits(parallelism)).hasSize(parallelism);
    assertThat(Reading.rows(source, table.schema(), columns, parallelism, 100))
        .containsExactlyInAnyOrderElementsOf(Reading.rows(source, table.schema(), columns, 1, 100));
  }

  @Test
  void timeAdvancesWithTheRate() {
    List<String> times =
        column("date_time", "events", "100000", "table", "bid", "event_rate", "100000000");
    assertThat(times).isSorted();
    assertThat(times.getFirst()).isEqualTo("2015-07-15T00:00:00");
    assertThat(times.getLast()).isEqualTo("2015-07-15T00:00:00");
    assertThat(column("date_time", "events", "100000", "table", "bid").getLast())
        .isEqualTo("2015-07-15T00:00:09.999");
  }

  @Test
  void runtimeIsInSecondsOfEventTime() {
    assertThat(column("id", "runtime", "2.5", "table", "person")).hasSize(500);
    assertThat(column("id", "runtime", "2", "events", "100", "table", "person")).hasSize(2);
  }

  @Test
  void halfOfTheBidsGoToHotAuctions() {
    List<Long> auctions = longs("auction");
    assertThat(share(auctions, id -> id % 100 == 0)).isBetween(0.49, 0.52);
    List<Long> bidders = longs("bidder");
    assertThat(share(bidders, id -> id % 100 == 1)).isBetween(0.74, 0.77);
  }

  @Test
  void bidsAreForAuctionsAroundTheirTime() {
    List<Long> auctions = longs("auction");
    for (int i = 0; i < auctions.size(); i++) {
      long newest = 1000 + (i / 46) * 3L + 2;
      assertThat(auctions.get(i)).isBetween(Math.max(1000, newest - 102), newest + 10);
    }
  }

  @Test
  void pricesAreOfAllMagnitudes() {
    List<Long> prices = longs("price");
    for (long power = 100; power < 100_000_000; power *= 10) {
      long from = power;
      assertThat(share(prices, price -> price >= from && price < from * 10))
          .isBetween(0.155, 0.178);
    }
    assertThat(prices).allMatch(price -> price >= 100 && price <= 100_000_000);
  }

  @Test
  void halfOfTheBidsComeThroughFourChannels() {
    List<String> channels = column("channel", "events", "100000", "table", "bid");
    assertThat(channels)
        .filteredOn(List.of("Google", "Facebook", "Baidu", "Apple")::contains)
        .hasSizeBetween(45_000, 47_000);
    assertThat(new HashSet<>(channels)).hasSizeBetween(9_500, 10_004);
    assertThat(column("url", "events", "1000", "table", "bid"))
        .allMatch(url ->
            url.matches(
                "https://www\\.nexmark\\.com/[a-z]+/[a-z]+/[a-z]+/item\\.htm\\?query=1"
                    + "(&channel_id=\\d+)?"));
  }

  @Test
  void rowsAreAboutAsLongAsTheyShouldBe() {
    assertThat(meanLength("extra", "bid") + 32).isBetween(95.0, 105.0);
    assertThat(meanLength("extra", "auction")).isBetween(380.0, 400.0);
    assertThat(meanLength("extra", "person")).isBetween(130.0, 140.0);
  }

  @Test
  void auctionsExpireAfterTheyAreOpenedAndReserveMoreThanTheFirstBid() {
    assertThat(pairs("date_time", "expires")).allMatch(pair -> pair[0].compareTo(pair[1]) < 0);
    assertThat(pairs("initial_bid", "reserve"))
        .allMatch(pair -> Long.parseLong(pair[0]) < Long.parseLong(pair[1]));
    assertThat(new HashSet<>(column("category", "events", "5000", "table", "auction")))
        .containsExactlyInAnyOrder("10", "11", "12", "13", "14");
    assertThat(column("id", "events", "5000", "table", "auction"))
        .startsWith("1000", "1001")
        .endsWith("1299")
        .doesNotHaveDuplicates();
  }

  @Test
  void personsLiveWhereQueriesLookForThem() {
    assertThat(new HashSet<>(column("state", "events", "5000", "table", "person")))
        .contains("OR", "ID", "CA");
    assertThat(column("email_address", "events", "5000", "table", "person"))
        .allMatch(address -> address.matches("[a-z]+@[a-z]+\\.com"));
    assertThat(column("credit_card", "events", "5000", "table", "person"))
        .allMatch(card -> card.matches("(\\d{4} ){3}\\d{4}"));
  }

  private static List<Long> longs(String column) {
    return column(column, "events", "100000", "table", "bid").stream().map(Long::valueOf).toList();
  }

  private static double share(List<Long> values, LongPredicate wanted) {
    return (double) values.stream().filter(value -> wanted.test(value)).count() / values.size();
  }

  private static double meanLength(String column, String kind) {
    return column(column, "events", "50000", "table", kind).stream()
        .mapToInt(String::length)
        .average()
        .orElseThrow();
  }

  private static List<String[]> pairs(String first, String second) {
    List<String> a = column(first, "events", "5000", "table", "auction");
    List<String> b = column(second, "events", "5000", "table", "auction");
    List<String[]> pairs = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      pairs.add(new String[] {a.get(i), b.get(i)});
    }
    return pairs;
  }

  @Test
  void theColumnsDependOnTheTable() {
    assertThat(CONNECTOR.schema(Map.of()).orElseThrow().getFields().stream().map(Field::getName))
        .containsExactly("person", "auction", "bid", "date_time");
    assertThat(
            CONNECTOR.schema(Map.of("table", "bid")).orElseThrow().getFields().stream()
                .map(Field::getName))
        .containsExactly("auction", "bidder", "price", "channel", "url", "date_time", "extra");
    assertThatThrownBy(() -> CONNECTOR.schema(Map.of("table", "bids")))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION));
  }

  @Test
  void declaredColumnsMustBeThere() {
    var schema = new Schema(List.of(AllTypes.column("prize", AllTypes.BIGINT)));
    assertThatThrownBy(() -> CONNECTOR.source(Reading.table("nexmark", schema, "table", "bid")))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.hint()).contains("did you mean 'price'?"));
    var struct =
        new Schema(List.of(AllTypes.struct("bid", AllTypes.column("price", AllTypes.BIGINT))));
    assertThatThrownBy(() -> CONNECTOR.source(Reading.table("nexmark", struct)))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_MISMATCH));
  }

  @Test
  void timestampsMayBeInNanoseconds() {
    var schema = new Schema(List.of(AllTypes.column("date_time", AllTypes.TIMESTAMP_NANOS)));
    var table = Reading.table("nexmark", schema, "table", "bid", "events", "100000");
    assertThat(Reading.rows(CONNECTOR, table))
        .last()
        .isEqualTo("{\"date_time\":\"2015-07-15T00:00:09.999\"}");
  }
}
