package dev.wadi.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Asserts that a test gives back all off-heap memory. Use with `@ExtendWith(NoLeaks.class)`.
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(NoLeaks.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put("before", MemoryScope.bytesInUseOfProcess());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    long before = context.getStore(NAMESPACE).get("before", Long.class);
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes in use").isEqualTo(before);
  }
}
