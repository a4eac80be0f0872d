package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The document is one that OpenAPI allows, it describes every route and nothing else, and it is
/// served.
@Timeout(60)
class OpenApiTest {
  @Test
  void theDocumentIsValid() {
    Vertx vertx = Vertx.vertx();
    try {
      OutputUnit result =
          OpenAPIVersion.V3_1
              .getRepository(vertx, "app://wadi")
              .compose(schemas ->
                  OpenAPIVersion.V3_1.validateContract(
                      vertx, schemas, new JsonObject(OpenApi.json().toString())))
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      assertThat(result.getValid()).as(String.valueOf(result.getErrors())).isTrue();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void itDescribesEveryRouteAndNothingElse() {
    try (TestServer server = TestServer.start()) {
      Set<String> described =
          Contract.operations().stream()
              .map(o -> o.method() + " " + Api.BASE + o.path().replaceAll("\\{(\\w+)}", ":$1"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(described).isEqualTo(new TreeSet<>(server.routes()));
    }
  }

  @Test
  void itIsServed() {
    try (TestServer server = TestServer.start()) {
      assertThat(server.get("/openapi.json").expect(200)).isEqualTo(OpenApi.json());
    }
  }

  @Test
  void operationsThatNeedACallerSaySo() {
    for (Contract.Operation operation : Contract.operations()) {
      assertThat(operation.statuses()).as(operation.path()).contains(401, 403, 429);
      assertThat(operation.definition().getString("summary"))
          .as(operation.path())
          .containsPattern("\\[(viewer|developer|admin)[^]]*]$");
    }
  }
}
