package dev.wadi.planner.lower;

import dev.wadi.planner.resolve.RelConverter;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import org.apache.calcite.rel.RelNode;

/// What can be seen only now that is not run: it depends on which inputs end, and on types.
final class Unsupported {
  private Unsupported() {}

  static WadiException at(RelNode node, String message, String hint) {
    return at(node, ErrorCode.UNSUPPORTED_SQL, message, hint);
  }

  static WadiException at(RelNode node, ErrorCode code, String message, String hint) {
    return RelConverter.at(node, new WadiException(code, message).withHint(hint));
  }
}
