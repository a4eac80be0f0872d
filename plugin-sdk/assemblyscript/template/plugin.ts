// The functions of the plugin @NAME@: those that are exported.

/** Degrees Celsius for degrees Fahrenheit. */
export function celsius(fahrenheit: f64): f64 {
  return (fahrenheit - 32) / 1.8;
}

/** The first word of a text, or null if there is none. */
export function first_word(line: string): string | null {
  const word = line.trim().split(" ")[0];
  return word.length == 0 ? null : word;
}
