package dev.wadi.guest.processor;

import javax.lang.model.element.Element;

/// What is wrong with a plugin's source, for its author.
final class WrongSource extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Element element;

  WrongSource(Element element, String message) {
    super(message);
    this.element = element;
  }

  Element element() {
    return element;
  }
}
