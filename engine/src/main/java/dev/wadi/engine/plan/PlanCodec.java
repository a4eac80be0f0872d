package dev.wadi.engine.plan;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A pipeline as bytes: JSON with a format version, readable by people, free of Java class names.
public final class PlanCodec {
  private static final int VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          // Maps have no order of their own, and a fingerprint must not depend on it.
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .setAnnotationIntrospector(new SealedInterfaces())
          .addMixIn(Plan.class, Tagged.class)
          .addMixIn(Window.class, Tagged.class)
          .addMixIn(Plan.Retention.class, Tagged.class)
          .addMixIn(Lateness.class, Tagged.class)
          .addMixIn(Release.class, Tagged.class)
          .addMixIn(SourceTime.class, Tagged.class)
          .addMixIn(OverCall.class, Tagged.class)
          .addMixIn(Frame.Bound.class, Tagged.class)
          .addMixIn(FunctionKind.class, Tagged.class)
          .addMixIn(Expression.class, Tagged.class);

  private PlanCodec() {}

  public static byte[] write(Pipeline pipeline) {
    try {
      ObjectNode root = JSON.createObjectNode().put("version", VERSION);
      root.set("pipeline", JSON.valueToTree(pipeline));
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws IllegalArgumentException if the bytes are of another format version
  public static Pipeline read(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      int version = root.path("version").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "plan format version %d, this program reads %d".formatted(version, VERSION));
      }
      return JSON.treeToValue(root.get("pipeline"), Pipeline.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A short text that two pipelines have in common if, and only if, they do the same to the same
  /// state. Which version of a plugin does it makes no difference, as long as its functions have
  /// the same types: a pipeline that gets another version goes on from the checkpoints of the one
  /// before.
  public static String fingerprint(Pipeline pipeline) {
    try {
      JsonNode tree = JSON.readTree(write(pipeline));
      PluginVersions.forget(tree);
      byte[] text = JSON.writeValueAsBytes(tree);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The functions of plugins that a pipeline calls, of whatever kind.
  public static Set<FunctionSignature> functions(Pipeline pipeline) {
    try {
      Set<FunctionSignature> all = new LinkedHashSet<>();
      for (JsonNode function : PluginVersions.functions(JSON.valueToTree(pipeline))) {
        all.add(JSON.treeToValue(function, FunctionSignature.class));
      }
      return all;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Records of a sealed interface are told apart by their simple name.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface Tagged {}

  private static final class SealedInterfaces extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public List<NamedType> findSubtypes(Annotated annotated) {
      Class<?>[] permitted = annotated.getRawType().getPermittedSubclasses();
      return permitted == null
          ? super.findSubtypes(annotated)
          : records(permitted).map(c -> new NamedType(c, c.getSimpleName())).toList();
    }

    // Also those of interfaces that are sealed in turn.
    private static Stream<Class<?>> records(Class<?>[] permitted) {
      return Arrays.stream(permitted)
          .flatMap(c -> c.isSealed() ? records(c.getPermittedSubclasses()) : Stream.of(c));
    }
  }
}
