package dev.wadi.sdk.function;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// A function of a plugin as SQL sees it.
///
/// @param name lower case, unique together with the argument types
/// @param plugin the module it lives in: name for people, hash for the machine
/// @param arguments name, Arrow type and nullability of each
/// @param result Arrow type and nullability; the field's name is ignored. Of a table function, what
///   one row of arguments gives: a list of structs, whose fields are the columns
/// @param nulls what happens when an argument is null
/// @param volatility whether calls may be folded or repeated
/// @param variadic whether the last argument may be repeated, or left out
/// @param kind what it makes of its arguments
public record FunctionSignature(
    String name,
    PluginRef plugin,
    List<Field> arguments,
    Field result,
    NullHandling nulls,
    Volatility volatility,
    boolean variadic,
    FunctionKind kind) {
  /// How many arguments a call may have.
  public static final int ARGUMENTS_MAX = 64;

  public FunctionSignature {
    arguments = List.copyOf(arguments);
  }

  public boolean takes(int argumentCount) {
    int declared = arguments.size();
    return variadic
        ? argumentCount >= declared - 1 && argumentCount <= ARGUMENTS_MAX
        : argumentCount == declared;
  }

  /// What a call with so many arguments calls: a variadic function with the last argument as often
  /// as that takes.
  public FunctionSignature ofCall(int argumentCount) {
    if (!variadic) {
      return this;
    }
    List<Field> passed = new ArrayList<>(arguments);
    Field last = passed.removeLast();
    while (passed.size() < argumentCount) {
      passed.add(last);
    }
    return new FunctionSignature(name, plugin, passed, result, nulls, volatility, true, kind);
  }

  /// Whether it stands where a table is.
  public boolean givesRows() {
    return kind.equals(FunctionKind.TABLE);
  }

  /// Of a table function, the columns that it makes.
  public List<Field> columns() {
    return result.getChildren().getFirst().getChildren();
  }

  /// A module, pinned by content.
  ///
  /// @param name as the module describes itself
  /// @param version as the module describes itself, for people; may be empty, or the same as that
  ///   of other contents
  /// @param sha256 of the module's bytes, lower-case hex
  public record PluginRef(String name, String version, String sha256) {}

  public enum NullHandling {
    /// Any null argument makes the result null, or a table without rows; the function is not asked.
    STRICT,
    /// The function sees nulls.
    CALLED
  }

  public enum Volatility {
    /// Same arguments, same result, for ever.
    IMMUTABLE,
    /// May differ between two calls.
    VOLATILE
  }
}
