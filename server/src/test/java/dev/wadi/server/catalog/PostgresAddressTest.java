package dev.wadi.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.WadiException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
  @Test
  void aUrlHasAllThatIsNeeded() {
    PostgresAddress address =
        PostgresAddress.parse("postgresql://wadi:a%40b+c@one,two:5433/db?sslmode=require&x=y");
    assertThat(address.user()).contains("wadi");
    assertThat(address.password()).contains("a@b+c");
    assertThat(address.jdbcUrl())
        .isEqualTo("jdbc:postgresql://one,two:5433/db?sslmode=require&x=y");
    assertThat(address).hasToString("postgresql://wadi@one,two:5433/db");
    assertThat(address.withPassword("other").password()).contains("other");
  }

  @Test
  void userAndPasswordMayBeLeftOut() {
    PostgresAddress address = PostgresAddress.parse("postgres://host/db");
    assertThat(address)
        .isEqualTo(new PostgresAddress("host/db", "", Optional.empty(), Optional.empty()));
    assertThat(address).hasToString("postgresql://host/db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "postgresql://host",
        "postgresql://host/",
        "mysql://u:swordfish@host/db",
        "postgresql://u:sword/fish@host/db",
        "postgresql://u:sword%fish@host/db"
      })
  void anythingElseIsRefusedWithoutBeingRepeated(String url) {
    assertThatThrownBy(() -> PostgresAddress.parse(url))
        .isInstanceOf(WadiException.class)
        .hasMessageNotContaining("sword");
  }
}
