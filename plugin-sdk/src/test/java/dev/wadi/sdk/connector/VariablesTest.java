package dev.wadi.sdk.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {
  private final Variables variables =
      new Variables(
          Map.of(
              "WADI_VAR_USER",
              "anna",
              "WADI_VAR_COST",
              "$1\\2",
              "HOME",
              "/home/anna",
              "KAFKA_PASSWORD",
              "swordfish",
              "AWS_KEY",
              "key",
              "AWSKEY",
              "other",
              Variables.ALLOWED,
              "KAFKA_PASSWORD, AWS_*"));

  @Test
  void valuesArePutIn() {
    assertThat(variables.expand("{{ WADI_VAR_USER }}:{{KAFKA_PASSWORD}}@{{AWS_KEY}}"))
        .isEqualTo("anna:swordfish@key");
    assertThat(variables.expand("{{ WADI_VAR_COST }}")).isEqualTo("$1\\2");
  }

  @Test
  void otherTextStays() {
    assertThat(variables.expand("{ WADI_VAR_USER } {{}} {{ a b }} ${HOME}"))
        .isEqualTo("{ WADI_VAR_USER } {{}} {{ a b }} ${HOME}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HOME", "AWSKEY", "WADI_SQL_VARIABLES", "wadi_var_user"})
  void othersAreRefusedWhetherTheyExistOrNot(String name) {
    WadiException error =
        catchThrowableOfType(
            WadiException.class, () -> variables.expand("x{{ %s }}".formatted(name)));
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_OPTION);
    assertThat(error.describe()).contains(name).doesNotContain("/home");
  }

  @Test
  void anEmptyListAllowsNothing() {
    var strict = new Variables(Map.of("HOME", "/home/anna", "", "x", Variables.ALLOWED, "*"));
    WadiException error =
        catchThrowableOfType(WadiException.class, () -> strict.expand("{{ HOME }}"));
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_OPTION);
  }

  @Test
  void aMissingOneIsNamed() {
    WadiException error =
        catchThrowableOfType(WadiException.class, () -> variables.expand("{{ WADI_VAR_X }}"));
    assertThat(error.code()).isEqualTo(ErrorCode.MISSING_OPTION);
    assertThat(error.getMessage()).contains("WADI_VAR_X");
  }

  @Test
  void usedValuesAreTakenOutOfTexts() {
    variables.expand("{{ KAFKA_PASSWORD }}");
    assertThat(Variables.withoutValues("cannot log in with swordfish"))
        .isEqualTo("cannot log in with ***");
  }
}
