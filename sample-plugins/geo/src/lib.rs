//! Functions over places on the earth.

mod angle;

use wadi::{Items, List};

wadi::plugin! { name: "geo", version: "1.0.0" }

/// Mean radius of the earth (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

wadi::record! {
    /// A place in degrees.
    struct Place { lat: f64, lon: f64 }
}

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
    /// The length of a way over several places.
    fn path_km(places: Items<Place>) -> f64 {
        places
            .iter()
            .zip(places.iter().skip(1))
            .map(|(from, to)| great_circle_km(from.lat, from.lon, to.lat, to.lon))
            .sum()
    }
}

wadi::scalar! {
    /// The smallest box that holds some places, as its south-west and its north-east; null if there
    /// are none.
    fn bounds(places: Items<Place>) -> Option<List<Place>> {
        if places.is_empty() {
            return None;
        }
        let bound = |of: fn(&Place) -> f64, choose: fn(f64, f64) -> f64| {
            places.iter().map(|place| of(&place)).reduce(choose).unwrap()
        };
        Some(List(vec![
            Place { lat: bound(|p| p.lat, f64::min), lon: bound(|p| p.lon, f64::min) },
            Place { lat: bound(|p| p.lat, f64::max), lon: bound(|p| p.lon, f64::max) },
        ]))
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
