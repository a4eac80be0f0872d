package dev.wadi.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.ErrorDescription;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
  private static final WadiException ERROR =
      new WadiException(ErrorCode.COLUMN_NOT_FOUND, "no column 'ctiy'");

  @Test
  void theLineOfSqlIsShownWithACaret() {
    WadiException error = ERROR.at(new SourcePosition(2, 10)).withHint("did you mean 'city'?");
    assertThat(text(error, "SELECT iata,\n\t       ctiy\nFROM airports"))
        .isEqualTo(
            """
            error[COLUMN_NOT_FOUND] at 2:10: no column 'ctiy'
              2 | \t       ctiy
                | \t        ^
            hint: did you mean 'city'?
            """);
  }

  @Test
  void withoutAPlaceAndAHintThereIsAMessageAndWhatHelpsWithItsKind() {
    assertThat(text(ERROR, "SELECT 1"))
        .isEqualTo(
            """
            error[COLUMN_NOT_FOUND]: no column 'ctiy'
            hint: check the spelling; DESCRIBE lists the columns of a table
            """);
  }

  @Test
  void aPlaceBehindTheEndIsPointedAt() {
    assertThat(text(ERROR.at(new SourcePosition(1, 99)), "SELECT"))
        .contains("  1 | SELECT\n    |       ^\n");
    assertThat(text(ERROR.at(new SourcePosition(9, 1)), "SELECT")).doesNotContain("^");
  }

  @Test
  void aBugSaysThatItIsOne() {
    assertThat(text(new IllegalStateException("oops"), null))
        .startsWith("error[INTERNAL]: internal error: java.lang.IllegalStateException: oops")
        .contains("report");
  }

  private static String text(Throwable error, String sql) {
    return ErrorText.of(ErrorDescription.of(error), sql);
  }
}
