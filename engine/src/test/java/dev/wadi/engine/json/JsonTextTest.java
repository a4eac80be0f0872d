package dev.wadi.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String[] NAMES = {
    "", "a", "b", "ä", "with \"quotes\"", "\\", "\n", "😀", "a b"
  };

  @Property(tries = 300)
  void findsWhatATreeHas(@ForAll long seed) throws JsonProcessingException {
    Random random = new Random(seed);
    JsonNode tree = value(random, 4);
    JsonText text = JsonText.of(spaced(tree, random));
    assertThat(text.isValid()).as(text.toString()).isTrue();
    for (int i = 0; i < 20; i++) {
      List<JsonStep> path = new ArrayList<>();
      JsonNode expected = walk(tree, random, path);
      JsonStep[] steps = path.toArray(JsonStep[]::new);
      JsonText found = text.find(steps);
      assertThat(text.contains(steps)).isEqualTo(expected != null);
      if (expected == null) {
        assertThat(found).as("%s in %s", path, text).isNull();
      } else {
        check(found, expected);
      }
    }
  }

  private static void check(JsonText found, JsonNode expected) throws JsonProcessingException {
    assertThat(MAPPER.readTree(found.toString())).isEqualTo(expected);
    switch (expected.getNodeType()) {
      case STRING -> assertThat(found.string()).isEqualTo(expected.textValue());
      case ARRAY -> assertThat(found.values()).hasSize(expected.size());
      case OBJECT -> {
        List<String> names = new ArrayList<>();
        expected.fieldNames().forEachRemaining(names::add);
        assertThat(found.names()).isEqualTo(names);
        assertThat(found.values()).hasSize(expected.size());
      }
      default -> assertThat(found.kind().name()).isEqualTo(expected.getNodeType().name());
    }
  }

  // A step that may lead somewhere, or not.
  private static JsonNode walk(JsonNode tree, Random random, List<JsonStep> path) {
    JsonNode at = tree;
    int length = random.nextInt(5);
    for (int i = 0; i < length && at != null; i++) {
      if (random.nextInt(10) < (at.isArray() ? 8 : 2)) {
        int index = random.nextInt(5) - 1;
        path.add(JsonStep.to(index));
        at = at.isArray() ? at.get(index) : null;
      } else {
        String name = NAMES[random.nextInt(NAMES.length)];
        path.add(JsonStep.to(name));
        at = at.isObject() ? at.get(name) : null;
      }
    }
    return at;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 10)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt());
      case 3 -> NODES.numberNode(BigDecimal.valueOf(random.nextGaussian() * 1e9));
      case 4, 5 -> NODES.textNode(NAMES[random.nextInt(NAMES.length)] + random.nextInt(9));
      case 6, 7 -> {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(random, depth - 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.set(NAMES[random.nextInt(NAMES.length)], value(random, depth - 1));
        }
        yield object;
      }
    };
  }

  // With blanks around, and some characters of texts as escapes.
  private static String spaced(JsonNode tree, Random random) {
    String compact = random.nextBoolean() ? tree.toString() : tree.toPrettyString();
    String text = random.nextBoolean() ? compact : compact.replace("ä", "\\u00e4");
    return random.nextBoolean() ? text : "\t\r\n " + text.replace("😀", "\\uD83D\\ude00") + " \n";
  }

  @Property(tries = 500)
  void agreesOnWhatIsJson(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(value(random, 3).toPrettyString());
    for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "{}[],:\"\\ue-0.1tn ".charAt(random.nextInt(17)));
        default -> text.setCharAt(at, "{}[],:\"\\ue-0.1tn ".charAt(random.nextInt(17)));
      }
    }
    assertThat(JsonText.of(text.toString()).isValid())
        .as(text.toString())
        .isEqualTo(isJson(text.toString()));
  }

  private static boolean isJson(String text) {
    try {
      return !new JsonMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(text)
          .isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "[1 2]",
        "{a:1}",
        "01",
        "1.",
        ".5",
        "-",
        "1e",
        "+1",
        "tru",
        "nul",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "[1]]",
        "{\"a\" 1}",
        "{1:2}",
        "NaN",
        "[}",
        "1 2"
      })
  void isNotJson(String text) {
    assertThat(JsonText.of(text).isValid()).isFalse();
  }

  @Test
  void refusesWhatIsTooDeep() {
    assertThat(JsonText.of("[".repeat(500) + "]".repeat(500)).isValid()).isTrue();
    assertThat(JsonText.of("[".repeat(501) + "]".repeat(501)).isValid()).isFalse();
    assertThat(JsonText.of("{\"a\":".repeat(100_000)).isValid()).isFalse();
    assertThat(JsonText.of("[".repeat(100_000)).find(JsonStep.to(0))).isNull();
  }

  @Test
  void readsNoFurtherThanNeeded() {
    JsonText text = JsonText.of("{\"a\": [1, 2], \"b\": broken");
    assertThat(text.find(JsonStep.to("a"), JsonStep.to(1))).hasToString("2");
    assertThat(text.contains(JsonStep.to("b"))).isTrue();
    assertThat(text.find(JsonStep.to("b"))).isNull();
    assertThat(text.find()).isNull();
  }

  @Test
  void takesTheFirstOfEqualNames() {
    assertThat(JsonText.of("{\"\\u0061\": 1, \"a\": 2}").find(JsonStep.to("a"))).hasToString("1");
  }

  @Test
  void halfACharacterIsNoText() {
    assertThat(JsonText.of("\"\\ud83d\"").find().string()).isNull();
  }
}
