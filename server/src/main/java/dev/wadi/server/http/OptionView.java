package dev.wadi.server.http;

import dev.wadi.sdk.connector.Connector.Option;
import java.util.List;

/// An option for people.
record OptionView(String name, boolean required, String description) {
  static List<OptionView> all(List<Option> options) {
    return options.stream()
        .map(option -> new OptionView(option.name(), option.required(), option.description()))
        .toList();
  }
}
