/// Items of arrays, maps and structs as Java objects, for functions that are called row by row.
///
/// {@link dev.wadi.engine.item.ItemReader} makes an object of a row of a vector, {@link
/// dev.wadi.engine.item.ItemWriter} puts one into a vector. Objects of one SQL type have one Java
/// type, so `equals` and {@link dev.wadi.engine.item.ItemOrder} mean what SQL means:
///
/// | SQL | Java |
/// |---|---|
/// | BOOLEAN | `Boolean` |
/// | TINYINT to BIGINT, DATE, TIME, TIMESTAMP, INTERVAL | `Long`, in the unit of the vector |
/// | BIGINT UNSIGNED | `BigInteger` |
/// | FLOAT, DOUBLE | `Double`, never -0.0 |
/// | DECIMAL | `BigDecimal` with the type's scale |
/// | TEXT, BYTEA | {@link dev.wadi.engine.item.Slice}, or `String` where a function asks for texts |
/// | array | `List` of items, a view of the vector: nothing is copied |
/// | STRUCT | {@link dev.wadi.engine.item.Struct} |
/// | MAP | `Map`, a view |
///
/// A null is `null`. Views live as long as their vector is not changed: until the function has
/// returned and its result is written.
package dev.wadi.engine.item;
