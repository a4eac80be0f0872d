package dev.wadi.guest;

/// There is no result for these arguments: the row is rejected, the others go on.
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RejectedException(String reason) {
    super(reason);
  }
}
