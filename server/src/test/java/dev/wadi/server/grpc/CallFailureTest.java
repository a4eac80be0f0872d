package dev.wadi.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import io.vertx.grpc.common.GrpcStatus;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CallFailureTest {
  private static WadiException error(GrpcStatus status, String message) {
    return (WadiException) CallFailure.of(status, message);
  }

  @Test
  void anErrorIsWhatItWas() {
    WadiException error =
        error(
            GrpcStatus.INVALID_ARGUMENT,
            "COLUMN_NOT_FOUND at 2:3: there is no\ncolumn: 'x'\nhint: did you mean 'y'?");
    assertThat(error.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(error.position()).contains(new SourcePosition(2, 3));
    assertThat(error).hasMessage("there is no\ncolumn: 'x'");
    assertThat(error.hint()).contains("did you mean 'y'?");
  }

  @Test
  void aPlaceAndAHintMayBeMissing() {
    WadiException error = error(GrpcStatus.NOT_FOUND, "NOT_FOUND: there is no such ticket");
    assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(error.position()).isEmpty();
    assertThat(error).hasMessage("there is no such ticket");
  }

  @Test
  void anyOtherServerIsNoneOfOurs() {
    assertThat(error(GrpcStatus.UNIMPLEMENTED, "Method not found").code())
        .isEqualTo(ErrorCode.SERVER_UNREACHABLE);
    assertThat(error(GrpcStatus.UNAVAILABLE, "")).hasMessageContaining("UNAVAILABLE");
  }

  @Test
  void aCodeOfANewerServerIsKept() {
    assertThat(error(GrpcStatus.INTERNAL, "BRAND_NEW: something").code())
        .isEqualTo(ErrorCode.INTERNAL);
  }

  @Test
  void whatIsCancelledIsNoError() {
    assertThat(CallFailure.of(GrpcStatus.CANCELLED, "")).isInstanceOf(CancellationException.class);
  }

  @Test
  void messagesComeEncoded() {
    assertThat(CallFailure.decoded("1 + 2 %C3%BC%0Ahint: 100%25")).isEqualTo("1 + 2 ü\nhint: 100%");
    assertThat(CallFailure.decoded("100%")).isEqualTo("100%");
  }
}
