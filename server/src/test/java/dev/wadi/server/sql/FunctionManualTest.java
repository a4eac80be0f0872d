package dev.wadi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// The manual of functions is true and up to date. With `-Dwadi.update=true` it is rewritten.
class FunctionManualTest {
  private static final Path OTHERS = Path.of("src/test/resources/functions.txt");
  private static final Path DOCUMENT = SqlEnvironment.home().resolve("docs/functions.md");

  /// The scalar functions that Arroyo documents, but for those of JSON.
  private static final String OF_ARROYO =
      """
      abs acos acosh asin asinh atan atanh atan2 cbrt ceil cos cosh degrees exp factorial floor gcd
      isnan iszero lcm ln log log10 log2 nanvl pi power pow radians random round signum sin sinh sqrt
      tan tanh trunc ascii bit_length btrim char_length character_length concat concat_ws chr ends_with
      initcap instr left length lower lpad ltrim octet_length repeat replace reverse right rpad rtrim
      split_part starts_with strpos substr translate to_hex trim upper uuid overlay levenshtein
      substr_index find_in_set date_bin date_trunc datetrunc date_part datepart extract make_date
      to_char to_timestamp to_timestamp_millis to_timestamp_micros to_timestamp_nanos
      to_timestamp_seconds from_unixtime now row_time regexp_like regexp_match regexp_replace position
      coalesce nullif nvl nvl2 ifnull digest md5 sha224 sha256 sha384 sha512 encode decode
      arrow_typeof arrow_cast
      array_append array_sort array_resize array_cat array_concat array_contains array_has array_has_all
      array_has_any array_dims array_distinct array_element array_extract array_fill flatten
      array_indexof array_intersect array_join array_length array_ndims array_prepend array_pop_front
      array_pop_back array_position array_positions array_push_back array_push_front array_repeat
      array_remove array_remove_n array_remove_all array_replace array_replace_n array_replace_all
      array_reverse array_slice array_to_string array_union array_except array_empty cardinality empty
      generate_series range make_array make_list string_to_array string_to_list trim_array
      list_append list_sort list_resize list_cat list_concat list_contains list_has list_has_all
      list_has_any list_dims list_distinct list_element list_extract list_indexof list_intersect
      list_join list_length list_ndims list_prepend list_pop_front list_pop_back list_position
      list_positions list_push_back list_push_front list_repeat list_remove list_remove_n
      list_remove_all list_replace list_replace_n list_replace_all list_reverse list_slice
      list_to_string list_union list_except list_empty struct
      """;

  private final FunctionManual manual = new FunctionManual(OTHERS);

  FunctionManualTest() throws IOException {}

  @Test
  void isUpToDate() throws IOException {
    if (Boolean.getBoolean("wadi.update")) {
      Files.writeString(DOCUMENT, manual.text());
    }
    assertThat(manual.text())
        .as("docs/functions.md: rewrite it with -Dwadi.update=true")
        .isEqualTo(Files.readString(DOCUMENT));
  }

  @Test
  void nothingOfArroyoIsMissing() {
    assertThat(manual.entries().keySet()).contains(OF_ARROYO.strip().split("\\s+"));
  }

  @Test
  void everyNameIsExplainedAndShown() {
    manual
        .entries()
        .forEach((name, entry) -> {
          assertThat(entry.description()).as(name).isNotBlank();
          boolean shown = !entry.examples().isEmpty() || entry.description().contains("synonym");
          assertThat(shown || name.equals("row_time")).as(name).isTrue();
        });
  }

  @Test
  void examplesGiveWhatTheySay() throws Exception {
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    try (SqlEnvironment environment = new SqlEnvironment()) {
      for (FunctionManual.Example example : manual.examples()) {
        expected.add(example.sql() + " is " + example.result());
        found.add(example.sql() + " is " + result(environment, example.sql()));
      }
    }
    assertThat(found).containsExactlyElementsOf(expected);
  }

  private static String result(SqlEnvironment environment, String expression)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      PlannedScript planned = environment.plan("SELECT " + expression, List.of(), List.of());
      environment.forgetRows();
      environment
          .engine()
          .submit(planned.pipeline(), JobSettings.defaults("example"))
          .completion()
          .get(30, TimeUnit.SECONDS);
      return String.join("\n", environment.rows(planned));
    } catch (WadiException e) {
      return e.describe();
    } catch (ExecutionException e) {
      return WadiException.findIn(e).map(WadiException::describe).orElseGet(e::toString);
    }
  }
}
