package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every collection comes in pages, whose ends are told in the same way.
@Timeout(60)
class PagingApiTest {
  @ParameterizedTest
  @CsvSource({
    "/connectors, name",
    "/formats, name",
    "/plugins, sha256",
    "/functions, signature",
    "/connection_tables, id",
    "/connection_profiles, id",
    "/pipelines, id",
    "/audit, id"
  })
  void thePagesTogetherAreTheCollection(String path, String id) {
    try (TestServer server = TestServer.start()) {
      fill(server);
      List<String> all = ids(server.get(path).expect(200), id);
      assertThat(all).hasSizeGreaterThan(2).doesNotHaveDuplicates();

      List<String> paged = new ArrayList<>();
      JsonNode page = server.get(path + "?limit=2").expect(200);
      paged.addAll(ids(page, id));
      while (page.get("has_more").asBoolean()) {
        assertThat(page.get("data")).hasSize(2);
        String last = URLEncoder.encode(paged.getLast(), StandardCharsets.UTF_8);
        page = server.get(path + "?limit=2&starting_after=" + last).expect(200);
        paged.addAll(ids(page, id));
      }
      assertThat(paged).isEqualTo(all);

      server.get(path + "?limit=0").expectProblem(400, "INVALID_REQUEST");
      server.get(path + "?starting_after=nothing").expectProblem(400, "INVALID_REQUEST");
    }
  }

  @Test
  void jobsAndTokensComeInPages() {
    try (TestServer server = TestServer.start()) {
      JsonNode pipeline = server.pipeline(PipelineApiTest.ENDLESS + "SELECT counter FROM ticks;");
      String path = TestServer.path(pipeline);
      server.patch(path, Map.of("stop", "immediate")).expect(200);
      server.post(path + "/restart", Map.of()).expect(200);
      JsonNode page = server.get(path + "/jobs?limit=1").expect(200);
      assertThat(page.get("has_more").asBoolean()).isTrue();
      String last = page.at("/data/0/id").asText();
      page = server.get(path + "/jobs?starting_after=" + last).expect(200);
      assertThat(ids(page, "id")).containsExactly(pipeline.at("/jobs/0/id").asText());
      server.get(path + "/jobs?starting_after=job_0").expectProblem(400, "INVALID_REQUEST");
      server.get("/tokens?limit=1").expect(200);
      server.get("/tokens?starting_after=nobody").expectProblem(400, "INVALID_REQUEST");
    }
  }

  private static void fill(TestServer server) {
    for (String plugin : List.of("geo", "walk", "logfmt")) {
      server.upload(TestServer.samplePlugin(plugin)).expect(201);
    }
    for (int i = 0; i < 3; i++) {
      String sql = "CREATE TABLE t%d (a INT) WITH (connector = 'blackhole')".formatted(i);
      server.post("/connection_tables", Map.of("sql", sql)).expect(201);
      Map<String, Object> profile =
          Map.of("name", "p" + i, "connector", "redis", "config", Map.of("username", "u"));
      server.post("/connection_profiles", profile).expect(201);
      server.pipeline("SELECT %d AS n".formatted(i));
    }
  }

  private static List<String> ids(JsonNode page, String id) {
    List<String> ids = new ArrayList<>();
    page.get("data").forEach(one -> ids.add(one.get(id).asText()));
    return ids;
  }
}
