//! The functions of the plugin @NAME@.

wadi::plugin! { name: "@NAME@", version: "0.1.0" }

wadi::scalar! {
    /// Degrees Celsius for degrees Fahrenheit.
    fn celsius(fahrenheit: f64) -> f64 {
        (fahrenheit - 32.0) / 1.8
    }
}

wadi::scalar! {
    /// The first word of a text, or null if there is none.
    fn first_word(line: &str) -> Option<&str> {
        line.split_whitespace().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn water_freezes_and_boils() {
        assert_eq!(celsius(32.0), 0.0);
        assert_eq!(celsius(212.0), 100.0);
    }

    #[test]
    fn a_blank_line_has_no_word() {
        assert_eq!(first_word("to be"), Some("to"));
        assert_eq!(first_word(" "), None);
    }
}
