/// Scalar functions that are built in: plain static Java methods, one value in for each argument
/// and one out, with a {@link dev.wadi.engine.function.BuiltIn} annotation that says how SQL calls
/// them. Names, argument types and the result's type are read from the method, so a function is one
/// place that carries its own manual page. The planner finds them in {@link
/// dev.wadi.engine.function.BuiltInFunctions}; {@link dev.wadi.engine.evaluation} calls them, row
/// by row but without boxes.
///
/// Values are: `boolean`, `int`, `long`, `float`, `double`, `String`, `byte[]`, `LocalDate`,
/// `LocalTime`, `LocalDateTime`, `Duration` (a day-time interval) and `Period` (a year-month
/// interval); `Long`, `Double` and `Boolean` where null is among the values; {@link
/// dev.wadi.engine.json.JsonText}; `List` and `Map` of such values.
///
/// A method with type variables, such as `<T> List<T> append(List<T> array, T element)`, is a
/// function for any type: the planner finds the type that all items of T have in common. What T
/// stands for, {@link dev.wadi.engine.item} tells; a method can only compare, order and pass on
/// such items.
///
/// Text is counted in characters, that is code points, wherever something is counted.
///
/// To add a function: a method in the class of its area, and the class in the list of {@link
/// dev.wadi.engine.function.BuiltInFunctions}, if it is not there. Overloads are several methods
/// with the same name in the annotation. Its example is run by a test and printed in the manual.
package dev.wadi.engine.function;
