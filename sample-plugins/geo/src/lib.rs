//! Functions over places on the earth.

mod angle;

wadi::plugin! { name: "geo", version: "1.0.0" }

/// Mean radius of the earth (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

wadi::scalar! {
    /// The distance between two points given in degrees, along the surface of a sphere (haversine).
    fn great_circle_km(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> f64 {
        let (phi1, phi2) = (lat1.to_radians(), lat2.to_radians());
        let sin_lat = angle::sin((phi2 - phi1) / 2.0);
        let sin_lon = angle::sin((lon2 - lon1).to_radians() / 2.0);
        let a = sin_lat * sin_lat + angle::cos(phi1) * angle::cos(phi2) * sin_lon * sin_lon;
        2.0 * EARTH_RADIUS_KM * a.sqrt().min(1.0).asin()
    }
}

wadi::scalar! {
    /// The text with each word's first letter in upper case and the rest in lower case. Letters
    /// beyond ASCII stay as they are: their tables would be larger than the rest of the plugin.
    fn title_case(text: &str) -> String {
        let mut title = String::with_capacity(text.len());
        let mut inside_word = false;
        for letter in text.chars() {
            title.push(if inside_word {
                letter.to_ascii_lowercase()
            } else {
                letter.to_ascii_uppercase()
            });
            inside_word = !letter.is_ascii() || letter.is_ascii_alphanumeric();
        }
        title
    }
}
